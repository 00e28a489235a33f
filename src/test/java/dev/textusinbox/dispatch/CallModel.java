package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The plain model of what a handler may see: each contact's events one at a time and in order, none skipped, and a
 * repeat only where a crash or a freeze explains it. It judges every call as it comes.
 */
final class CallModel {
    private final String name;
    private final int givingUp;
    /** The events that are to come, by contact: filled as they are stored. */
    private final Map<String, TreeSet<Long>> stored = new HashMap<>();

    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> dead = new HashSet<>();
    private final Map<Long, Faults> doneBy = new HashMap<>();
    private final Map<String, Faults> running = new HashMap<>();
    private final Set<Faults> faulty = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<Long> askedFor = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private int calls;

    /** @param givingUp one event in so many is given up */
    CallModel(String name, int givingUp) {
        this.name = name;
        this.givingUp = givingUp;
    }

    /** The handler as one instance has it. */
    EventHandler on(Faults instance) {
        return new EventHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> types() {
                return Set.of("message.received");
            }

            @Override
            public Outcome handle(Event event, Delivery delivery) throws Exception {
                return call(instance, event, delivery);
            }
        };
    }

    private Outcome call(Faults instance, Event event, Delivery delivery) throws Exception {
        begin(instance, event, delivery);
        LockSupport.parkNanos(event.id() % 3 * 300_000);
        synchronized (this) {
            running.remove(event.contact(), instance);
            if (instance.isDead()) {
                // Nobody hears of this outcome.
                return Outcome.done();
            }
            if (failing.contains(event.contact())) {
                return Outcome.retry("told to fail");
            }
            settled.add(event.id());
            if (event.id() % givingUp == 0 && delivery.replay().isEmpty()) {
                dead.add(event.id());
                return Outcome.giveUp("told to give up");
            }
            dead.remove(event.id());
            doneBy.put(event.id(), instance);
            return Outcome.done();
        }
    }

    private synchronized void begin(Faults instance, Event event, Delivery delivery) throws InterruptedException {
        while (instance.isDead()) {
            // A killed process makes no calls: this thread is gone, as far as the model goes.
            wait();
        }
        calls++;
        Faults other = running.put(event.contact(), instance);
        if (other != null && !faulty.contains(other)) {
            broken.add("two calls at once for one contact, event " + event.id());
        }
        if (delivery.replay().isPresent()) {
            return;
        }
        Faults before = doneBy.get(event.id());
        if (before != null && !faulty.contains(before)) {
            broken.add("event " + event.id() + " came again, and no crash explains it");
        }
        if (!askedFor.contains(event.id())) {
            for (long earlier :
                    stored.getOrDefault(event.contact(), new TreeSet<>()).headSet(event.id())) {
                if (!settled.contains(earlier)) {
                    broken.add("event " + event.id() + " overtakes " + earlier + ", attempt " + delivery.attempt());
                }
            }
        }
    }

    synchronized void stored(String contact, long id) {
        stored.computeIfAbsent(contact, key -> new TreeSet<>()).add(id);
    }

    synchronized void fail(String contact, boolean fails) {
        if (fails) {
            failing.add(contact);
        } else {
            failing.remove(contact);
        }
    }

    synchronized void heal() {
        failing.clear();
    }

    synchronized void faulty(Faults instance) {
        faulty.add(instance);
    }

    /** An operator's own decision: an event that was dead comes again, behind later ones that went on. */
    synchronized void askedFor(long id) {
        askedFor.add(id);
    }

    synchronized Set<Long> dead() {
        return Set.copyOf(dead);
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    synchronized int calls() {
        return calls;
    }

    synchronized boolean isSettled(long id) {
        return settled.contains(id);
    }
}
