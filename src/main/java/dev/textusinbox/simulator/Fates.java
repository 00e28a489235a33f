package dev.textusinbox.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All deliveries of a model; of the oldest that are settled only the sums are kept. Guarded by its model's lock. */
final class Fates {
    /** Some ten megabytes: dev mode may run for days. */
    private static final int MAX = 20_000;

    private final Deque<Fate> known = new ArrayDeque<>();
    private int delivered;
    private int lost;
    private int attempts;
    private int repeated;

    void add(Fate fate) {
        known.add(fate);
        while (known.size() > MAX && !known.peek().open()) {
            forget(known.remove());
        }
    }

    private void forget(Fate fate) {
        delivered += fate.delivered ? 1 : 0;
        lost += fate.lost ? 1 : 0;
        attempts += fate.attempts;
        repeated += fate.repeated;
    }

    ProviderStats stats(int pauses, boolean failed, Map<Integer, Integer> answers) {
        int open = (int) known.stream().filter(Fate::open).count();
        int taken =
                delivered + (int) known.stream().filter(fate -> fate.delivered).count();
        int gone = lost + (int) known.stream().filter(fate -> fate.lost).count();
        return new ProviderStats(
                open + taken + gone,
                taken,
                gone,
                open,
                attempts + known.stream().mapToInt(fate -> fate.attempts).sum(),
                repeated + known.stream().mapToInt(fate -> fate.repeated).sum(),
                pauses,
                failed,
                new TreeMap<>(answers));
    }

    List<ProviderStats.SentEvent> events() {
        return known.stream().map(Fate::event).toList();
    }
}
