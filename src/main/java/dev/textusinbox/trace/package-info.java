/** Trace: tells a collector of traces an event's way, from its receipt through each handler to whom it is forwarded; off unless set. */
package dev.textusinbox.trace;
