/** A stand-in for the provider, for dev mode and tests: its deliveries and the rules it sends them by, and its Integrations API. */
package dev.textusinbox.simulator;
