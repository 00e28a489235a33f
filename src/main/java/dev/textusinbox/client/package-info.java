/**
 * A typed client of the history, for internal apps: what {@code textus-inbox-…-client.jar} holds. It needs a MicroProfile REST
 * client with Jackson, which must know {@link java.time.Instant} (Quarkus' does), and nothing else of this program.
 */
package dev.textusinbox.client;
