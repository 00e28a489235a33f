package dev.textusinbox.relay;

import dev.textusinbox.log.Event;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.trace.Handling;
import dev.textusinbox.trace.Outgoing;
import dev.textusinbox.trace.Receipt;
import dev.textusinbox.trace.Traces;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Names one and the same trace to whomever an event is sent. */
record TracesOf(String traceparent) implements Traces {
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
        return sending(url.host());
    }

    @Override
    public Outgoing sending(String topic) {
        return new Outgoing() {
            @Override
            public void headers(BiConsumer<String, String> to) {
                to.accept("traceparent", traceparent);
            }

            @Override
            public void answered(int status) {}

            @Override
            public void taken() {}

            @Override
            public void close() {}
        };
    }
}
