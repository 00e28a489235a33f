package dev.textusinbox.dispatch;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Handler;
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
    /** One event in so many hangs while its contact fails. */
    private static final int HANGING = 13;

    private final String name;
    private final int givingUp;
    /** The events that are to come, by contact: filled as they are stored. */
    private final Map<String, TreeSet<Long>> stored = new HashMap<>();

    private final Set<Long> settled = new HashSet<>();
    private final Map<Long, Faults> doneBy = new HashMap<>();
    private final Map<String, Faults> running = new HashMap<>();
    private final Set<Faults> faulty = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<Long> askedFor = new HashSet<>();
    private final List<Complaint> complaints = new ArrayList<>();

    /** @param excusedBy the instance whose fault, if it had one, explains it; null: nothing does */
    private record Complaint(String what, Faults excusedBy) {}

    /** @param givingUp one event in so many fails for good */
    CallModel(String name, int givingUp) {
        this.name = name;
        this.givingUp = givingUp;
    }

    /** The handler as one instance has it; of so many events in a call. */
    Handler on(Faults instance, int batchSize) {
        return batchSize == 1 ? one(instance) : many(instance, batchSize);
    }

    private EventHandler one(Faults instance) {
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

    private BatchHandler many(Faults instance, int size) {
        return new BatchHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> types() {
                return Set.of("message.received");
            }

            @Override
            public int batchSize() {
                return size;
            }

            @Override
            public Outcome handle(List<Event> events, Delivery delivery) throws Exception {
                return events.size() == 1
                        ? call(instance, events.get(0), delivery)
                        : callTogether(instance, events, delivery);
            }
        };
    }

    /** All or none: where one of them is to fail, none is done. */
    private Outcome callTogether(Faults instance, List<Event> events, Delivery delivery) throws Exception {
        if (!begin(instance, events, delivery)) {
            return Outcome.retry("nobody hears of this");
        }
        LockSupport.parkNanos(events.get(0).id() % 3 * 300_000);
        try {
            for (Event event : events) {
                if (event.id() % HANGING == 0) {
                    hangWhileFailing(event.contact());
                }
            }
            return outcomeTogether(instance, events, delivery);
        } finally {
            end(instance, events);
        }
    }

    private synchronized Outcome outcomeTogether(Faults instance, List<Event> events, Delivery delivery)
            throws Exception {
        if (instance.isDead()) {
            // Nobody hears of this outcome.
            return Outcome.done();
        }
        for (Event event : events) {
            if (failing.contains(event.contact()) || givesUp(event, delivery)) {
                if (event.id() % 2 == 0) {
                    Throws.one(event.id()).doIt();
                }
                return Outcome.retry("one of them is told to fail");
            }
        }
        for (Event event : events) {
            settled.add(event.id());
            doneBy.put(event.id(), instance);
        }
        return Outcome.done();
    }

    private boolean givesUp(Event event, Delivery delivery) {
        return event.id() % givingUp == 0 && delivery.replay().isEmpty();
    }

    private synchronized void end(Faults instance, List<Event> events) {
        events.forEach(event -> running.remove(event.contact(), instance));
    }

    private Outcome call(Faults instance, Event event, Delivery delivery) throws Exception {
        if (!begin(instance, List.of(event), delivery)) {
            return Outcome.retry("nobody hears of this");
        }
        LockSupport.parkNanos(event.id() % 3 * 300_000);
        try {
            return outcome(instance, event, delivery);
        } finally {
            end(instance, List.of(event));
        }
    }

    private Outcome outcome(Faults instance, Event event, Delivery delivery) throws Exception {
        if (event.id() % HANGING == 0) {
            hangWhileFailing(event.contact());
        }
        synchronized (this) {
            if (instance.isDead()) {
                // Nobody hears of this outcome.
                return Outcome.done();
            }
            if (failing.contains(event.contact())) {
                if (event.id() % 2 == 0) {
                    Throws.one(event.id()).doIt();
                }
                return event.id() % 3 == 0 ? Outcome.retry("told to fail") : Outcome.transientFailure("told to fail");
            }
            settled.add(event.id());
            if (givesUp(event, delivery)) {
                return Outcome.giveUp("told to give up");
            }
            doneBy.put(event.id(), instance);
            return Outcome.done();
        }
    }

    /** False where the instance has been killed: it makes no calls. */
    private synchronized boolean begin(Faults instance, List<Event> events, Delivery delivery)
            throws InterruptedException {
        while (instance.isDead()) {
            wait(100);
        }
        if (instance.isBuried()) {
            return false;
        }
        Map<String, Long> contacts = new HashMap<>();
        events.forEach(event -> contacts.putIfAbsent(event.contact(), event.id()));
        contacts.forEach((contact, first) -> {
            Faults other = running.put(contact, instance);
            if (other != null) {
                complaints.add(new Complaint("two calls at once for one contact, event " + first, other));
            }
        });
        if (delivery.replay().isPresent()) {
            return true;
        }
        Set<Long> before = new HashSet<>();
        for (Event event : events) {
            if (!askedFor.contains(event.id())) {
                checkRepeat(event.id(), delivery);
                checkOrder(event, delivery, before);
            }
            before.add(event.id());
        }
        return true;
    }

    private void checkRepeat(long event, Delivery delivery) {
        Faults before = doneBy.get(event);
        if (before != null) {
            complaints.add(new Complaint(
                    "event " + event + " came again, attempt " + delivery.attempt() + ", and no crash explains it",
                    before));
        }
    }

    /** @param before what comes before it in the same call */
    private void checkOrder(Event event, Delivery delivery, Set<Long> before) {
        for (long earlier :
                stored.getOrDefault(event.contact(), new TreeSet<>()).headSet(event.id())) {
            if (!settled.contains(earlier) && !before.contains(earlier)) {
                complaints.add(new Complaint(
                        "event " + event.id() + " overtakes " + earlier + ", attempt " + delivery.attempt(), null));
            }
        }
    }

    /** Until its contact is well again, or it is interrupted: by its time limit, a stop, or the end of its lease. */
    private synchronized void hangWhileFailing(String contact) throws InterruptedException {
        while (failing.contains(contact)) {
            wait();
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
            notifyAll();
        }
    }

    synchronized void heal() {
        failing.clear();
        notifyAll();
    }

    synchronized void faulty(Faults instance) {
        faulty.add(instance);
    }

    /** An operator's own decision: an event that was dead comes again, behind later ones that went on. */
    synchronized void askedFor(long id) {
        askedFor.add(id);
    }

    /** An operator's own decision: an event is discarded, and the later ones may go on. */
    synchronized void discarded(long id) {
        settled.add(id);
    }

    /** What no fault explains; asked at the end, since a lease may be found to have lapsed only later. */
    synchronized List<String> broken() {
        return complaints.stream()
                .filter(complaint -> complaint.excusedBy() == null || !faulty.contains(complaint.excusedBy()))
                .map(Complaint::what)
                .toList();
    }

    synchronized boolean isSettled(long id) {
        return settled.contains(id);
    }
}
