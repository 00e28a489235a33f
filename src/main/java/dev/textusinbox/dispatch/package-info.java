/** Dispatch: every handler's way through the log, in order for each contact, by cursors, leases and redelivery. */
package dev.textusinbox.dispatch;
