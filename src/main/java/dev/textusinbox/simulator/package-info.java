/** A stand-in for the provider, for dev mode, tests and the conformance command: its deliveries, its rules, its API. */
package dev.textusinbox.simulator;
