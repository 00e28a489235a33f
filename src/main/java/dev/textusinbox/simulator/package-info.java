/** A stand-in for the provider, for dev mode and tests: it makes plausible deliveries, and sends them as it would. */
package dev.textusinbox.simulator;
