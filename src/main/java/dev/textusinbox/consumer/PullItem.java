package dev.textusinbox.consumer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.textusinbox.history.event.EventItem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * An event as a client of a pull consumer is given it.
 *
 * @param receipt with which the client says what became of it
 * @param attempt 1 and up
 * @param replay the replay that it belongs to, or null
 * @param event with its payload
 */
@RegisterForReflection(registerFullHierarchy = true) // it goes out through an answer that the build does not see
record PullItem(
        String receipt,
        int attempt,
        String replay,
        @JsonUnwrapped EventItem event) {
    /** What a client is given at once, each contact's events in order. */
    @RegisterForReflection
    record PullAnswer(List<PullItem> items) {}
}
