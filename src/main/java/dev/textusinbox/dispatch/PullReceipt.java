package dev.textusinbox.dispatch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client has of a delivery: with it the client says, to any instance, what became of it.
 *
 * @param lease under which it was handed out
 * @param replay null: the event's own delivery
 */
record PullReceipt(long lease, int lane, long event, Long replay) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,4})\\.(\\d{1,18})(?:\\.(\\d{1,18}))?");

    /** Empty: it is none of ours. */
    static Optional<PullReceipt> of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PullReceipt(
                Long.parseLong(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)),
                parts.group(4) == null ? null : Long.valueOf(parts.group(4))));
    }

    static PullReceipt of(long lease, WindowEntry entry) {
        return new PullReceipt(
                lease,
                entry.event.lane(),
                entry.event.id(),
                entry.replay.isPresent() ? entry.replay.getAsLong() : null);
    }

    /** As a client is given it. */
    @Override
    public String toString() {
        return lease + "." + lane + "." + event + (replay == null ? "" : "." + replay);
    }
}
