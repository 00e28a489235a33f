package dev.textusinbox.trace;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.http.HttpUrl;
import java.util.List;
import java.util.OptionalLong;

/** Off. */
final class NoTraces implements Traces {
    @Override
    public Receipt receipt() {
        return Receipt.NONE;
    }

    @Override
    public Handling handling(String handler, Event event, int attempt, OptionalLong replay) {
        return Handling.NONE;
    }

    @Override
    public void handledTogether(String handler, List<Event> events, long startedNanos) {}

    @Override
    public Outgoing posting(HttpUrl url) {
        return Outgoing.NONE;
    }

    @Override
    public Outgoing sending(String topic) {
        return Outgoing.NONE;
    }
}
