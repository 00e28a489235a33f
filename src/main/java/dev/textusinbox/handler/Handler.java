package dev.textusinbox.handler;

import dev.textusinbox.PublicApi;
import java.util.Set;

/** What every handler has: a name that its cursor hangs on, and the types that it takes. */
@PublicApi
public sealed interface Handler permits ExternalHandler, TransactionalHandler {
    /**
     * The handler's name: lowercase letters, digits and hyphens, unique, and for ever: its progress, its settings
     * ({@code inbox.handlers.<name>.…}) and its metrics go by it.
     */
    String name();

    /** The event types it takes; the others are skipped. Empty: all, also types never seen before. */
    Set<String> types();

    /** Whether it looks at bodies; one that does not gets events without, and is faster for it. */
    default boolean needsBody() {
        return true;
    }

    /**
     * The program ends: nothing comes any more, and what is in hand has about two seconds, after which it is interrupted
     * soon. Called on a thread that may block,
     * also if nothing ever came.
     */
    default void stop() {}

    /** Where it sends events to, as operators see it: without anything secret; null where that is nowhere in particular. */
    default String target() {
        return null;
    }

    /** What kind of handler this is, as operators see it. */
    default String kind() {
        return "bean";
    }
}
