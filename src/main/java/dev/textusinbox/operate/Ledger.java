package dev.textusinbox.operate;

import java.util.List;

/** The books: what came in, and what each handler made of it. Both add up, at any moment. */
public record Ledger(List<Source> sources, List<Handler> handlers) {

    /** {@code received = stored + duplicates + quarantined}. */
    public record Source(String source, long received, long stored, long duplicates, long quarantined) {}

    /** {@code stored = handled + skipped + retrying + blocked + dead + discarded + pending}, replays left out. */
    public record Handler(
            String handler,
            long stored,
            long handled,
            long skipped,
            long retrying,
            long blocked,
            long dead,
            long discarded,
            long pending) {}
}
