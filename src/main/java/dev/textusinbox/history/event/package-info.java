/** Events, one by one and in pages, by whatever they are searched for. */
package dev.textusinbox.history.event;
