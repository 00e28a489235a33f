package dev.textusinbox.scripted;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A handler that does as it is told for each contact, and remembers what came. */
public final class ScriptedHandler implements EventHandler {
    private final String name;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What it was called with. */
    public record Call(long eventId, String contact, int attempt, OptionalLong replay) {}

    ScriptedHandler(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return Set.of(ScriptedInbox.TYPE);
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) throws InterruptedException {
        calls.add(new Call(event.id(), event.contact(), delivery.attempt(), delivery.replay()));
        CountDownLatch latch = held.get(String.valueOf(event.contact()));
        if (latch != null) {
            latch.await();
        }
        return outcomes.getOrDefault(event.contact(), Outcome.done());
    }

    /** From now on, the contact's events end so. */
    public void answer(String contact, Outcome outcome) {
        outcomes.put(contact, outcome);
    }

    /** From now on, calls for the contact do not return until {@link #release}. */
    public void hold(String contact) {
        held.put(contact, new CountDownLatch(1));
    }

    public void release(String contact) {
        held.remove(contact).countDown();
    }

    /** The calls for a contact, in their order. */
    public List<Call> calls(String contact) {
        return calls.stream().filter(call -> contact.equals(call.contact())).toList();
    }

    /** The events that a replay brought for a contact, in their order. */
    public List<Long> replayed(String contact, long replay) {
        return calls(contact).stream()
                .filter(call -> call.replay().equals(OptionalLong.of(replay)))
                .map(Call::eventId)
                .toList();
    }
}
