package dev.textusinbox.simulator;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Makes deliveries of all eight types without end, telling a plausible story: a contact is created once, who opted
 * out gets no message until opting in again, an outgoing message ends, and an unknown end may become known later.
 *
 * <p>The same seed, clock and calls make the same bytes. Not for several threads at once.
 */
public final class DeliveryFactory implements Iterator<SimulatedDelivery> {
    /** What it makes: the provider's documented types. */
    public static final List<String> TYPES = List.of(
            "message.received",
            "message.delivered",
            "message.failed",
            "message.unknown",
            "phone_call.completed",
            "contact.opted_out",
            "contact.opted_in",
            "contact.created");

    private static final int MAX_CONTACTS = 10_000;

    private final Random random;
    private final Bodies bodies;
    private final int contacts;
    private final BitSet created = new BitSet();
    private final BitSet optedOut = new BitSet();
    private final Deque<Unknown> unknown = new ArrayDeque<>();

    /** A message whose end the provider doesn't know yet. */
    private record Unknown(String contact, String message) {}

    /** @param contacts how many there are, up to 10,000: {@code +13035550000} and those after it */
    public DeliveryFactory(Random random, Clock clock, int contacts) {
        if (contacts < 1 || contacts > MAX_CONTACTS) {
            throw new IllegalArgumentException("contacts must be 1 to " + MAX_CONTACTS);
        }
        this.random = random;
        this.bodies = new Bodies(random, clock);
        this.contacts = contacts;
    }

    /** The phone of one of the contacts, counted from 0. */
    public static String contact(int index) {
        return "+1303555%04d".formatted(index);
    }

    /** Always: there is no end. */
    @Override
    public boolean hasNext() {
        return true;
    }

    /** What happens next. */
    @Override
    public SimulatedDelivery next() {
        // Dozens of events later on average: late enough to meet a status that has been read already.
        if (!unknown.isEmpty() && random.nextInt(30) == 0) {
            Unknown known = unknown.remove();
            return bodies.message(
                    random.nextBoolean() ? "message.delivered" : "message.failed", known.contact, known.message);
        }
        int who = random.nextInt(contacts);
        return of(whatHappensTo(who), contact(who));
    }

    /** A delivery of that type about that contact, outside of the story where need be. */
    public SimulatedDelivery of(String type, String contact) {
        return switch (type) {
            case "message.received", "message.delivered", "message.failed" ->
                bodies.message(type, contact, bodies.newMessage());
            case "message.unknown" -> unknown(type, contact);
            case "phone_call.completed" -> bodies.call(type, contact);
            case "contact.opted_out" -> bodies.optOut(type, contact);
            case "contact.opted_in" -> bodies.optIn(type, contact);
            case "contact.created" -> bodies.created(type, contact);
            default -> throw new IllegalArgumentException("the provider has no such type: " + type);
        };
    }

    private SimulatedDelivery unknown(String type, String contact) {
        String message = bodies.newMessage();
        unknown.add(new Unknown(contact, message));
        return bodies.message(type, contact, message);
    }

    private String whatHappensTo(int who) {
        int dice = random.nextInt(100);
        // Most contacts are older than the webhook, so few of them are seen being created.
        if (!created.get(who) && dice < 10) {
            created.set(who);
            return "contact.created";
        }
        if (optedOut.get(who)) {
            return dice < 40 ? optIn(who) : dice < 60 ? "message.failed" : "message.received";
        }
        if (dice < 52) {
            return "message.received";
        }
        if (dice < 84) {
            return "message.delivered";
        }
        if (dice < 88) {
            return "message.failed";
        }
        if (dice < 92) {
            return "message.unknown";
        }
        return dice < 96 ? "phone_call.completed" : optOut(who);
    }

    private String optOut(int who) {
        optedOut.set(who);
        return "contact.opted_out";
    }

    private String optIn(int who) {
        optedOut.clear(who);
        return "contact.opted_in";
    }
}
