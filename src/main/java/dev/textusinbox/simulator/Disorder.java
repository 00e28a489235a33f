package dev.textusinbox.simulator;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/** Repeats and reorders some of what passes through, as the provider may; it loses nothing. */
final class Disorder implements Iterator<SimulatedDelivery> {
    /** How many places something comes late at most: enough to cross other contacts' events and its own. */
    static final int SPAN = 8;

    private final Iterator<SimulatedDelivery> source;
    private final SimulatedTraffic traffic;
    private final Random random;
    private final PriorityQueue<DueDelivery> waiting =
            new PriorityQueue<>(Comparator.comparingLong(DueDelivery::place).thenComparingLong(DueDelivery::drawn));
    private long drawn;

    private record DueDelivery(long place, long drawn, SimulatedDelivery delivery) {}

    Disorder(Iterator<SimulatedDelivery> source, SimulatedTraffic traffic, Random random) {
        this.source = source;
        this.traffic = traffic;
        this.random = random;
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || source.hasNext();
    }

    @Override
    public SimulatedDelivery next() {
        // Whatever is still to be drawn has its place behind what has been drawn: a first place up to here is final.
        while ((waiting.isEmpty() || waiting.peek().place > drawn) && source.hasNext()) {
            draw();
        }
        if (waiting.isEmpty()) {
            throw new NoSuchElementException();
        }
        return waiting.remove().delivery;
    }

    private void draw() {
        SimulatedDelivery delivery = source.next();
        drawn++;
        long place = random.nextDouble() < traffic.reordered() ? late(drawn) : drawn;
        waiting.add(new DueDelivery(place, drawn, delivery));
        if (random.nextDouble() < traffic.repeated()) {
            waiting.add(new DueDelivery(late(place), drawn, delivery));
        }
    }

    private long late(long place) {
        return place + 1 + random.nextInt(SPAN);
    }
}
