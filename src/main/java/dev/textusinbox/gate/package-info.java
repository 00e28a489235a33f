/**
 * Whether a source's deliveries are taken or parked at the provider: its outage clock, and the operator's mode. In memory
 * first, since it matters most while the database is away.
 */
package dev.textusinbox.gate;
