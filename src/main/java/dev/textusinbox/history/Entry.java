package dev.textusinbox.history;

import dev.textusinbox.log.Event;

/**
 * An event as it is given to those that follow or export.
 *
 * @param event with its body
 * @param json the item with its payload, in UTF-8 and on one line
 */
record Entry(Event event, byte[] json) {
    long id() {
        return event.id();
    }
}
