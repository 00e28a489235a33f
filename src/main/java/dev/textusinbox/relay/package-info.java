/** Relays: handlers that send every event to a Kafka topic. */
package dev.textusinbox.relay;
