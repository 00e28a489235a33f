/** Handlers as operators see and switch them, and the ledger of what became of each event. */
package dev.textusinbox.operate.handler;
