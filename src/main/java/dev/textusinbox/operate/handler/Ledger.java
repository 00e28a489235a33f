package dev.textusinbox.operate.handler;

import java.util.List;

/** Counts of what was received, and of its states at each handler. Both add up, at any moment. */
public record Ledger(List<SourceLedger> sources, List<HandlerLedger> handlers) {

    /** {@code received = stored + duplicates + quarantined}. */
    public record SourceLedger(String source, long received, long stored, long duplicates, long quarantined) {}

    /** {@code stored = handled + skipped + retrying + blocked + dead + discarded + pending}, replays left out. */
    public record HandlerLedger(
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
