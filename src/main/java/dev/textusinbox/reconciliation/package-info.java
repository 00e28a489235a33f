/** Reconciliation: after an outage or a pause, what the inbox has of that time, and what the provider has to be asked for. */
package dev.textusinbox.reconciliation;
