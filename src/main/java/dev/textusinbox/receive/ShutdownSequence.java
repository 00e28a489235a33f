package dev.textusinbox.receive;

import dev.textusinbox.log.EventLog;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * SIGTERM, while all of the program still works: first nobody is let in any more, then whoever is in is answered and told to
 * go, and only then the log takes no more.
 */
@Singleton
class ShutdownSequence {
    private static final Logger LOG = Logger.getLogger(ShutdownSequence.class);
    /** After those who send the readers of streams their end. */
    private static final int LAST = jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

    /** Who keeps a connection sends its next request within that time, and is told with the answer. */
    private static final int KEPT_MILLIS = 1_000;

    /** A delivery is answered within 5 s of its first byte, whatever the database does (inbox.receive.deadline). */
    private static final int ANSWER_MILLIS = 4_300;

    private static final int LAST_WORD_MILLIS = 400;

    private final OpenConnections connections;
    private final EventLog log;

    ShutdownSequence(OpenConnections connections, EventLog log) {
        this.connections = connections;
        this.log = log;
    }

    void stop(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent event) throws InterruptedException {
        // Elsewhere the port outlives the application: dev mode keeps it across reloads.
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            endConnections();
        }
        log.stop();
    }

    private void endConnections() throws InterruptedException {
        connections.stopAccepting();
        if (connections.awaitEmpty(KEPT_MILLIS)) {
            return;
        }
        connections.endIdle();
        if (!connections.awaitEmpty(ANSWER_MILLIS)) {
            LOG.info("Requests that are not answered yet are told to try again");
            connections.endAll();
            boolean unused = connections.awaitEmpty(LAST_WORD_MILLIS);
        }
    }
}
