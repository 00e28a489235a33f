/**
 * A typed client for internal apps: what {@code textus-inbox-…-client.jar} holds. {@link dev.textusinbox.client.Inbox} is for plain
 * Java, and needs Jackson ({@code jackson-databind}, {@code jackson-datatype-jsr310}); {@link dev.textusinbox.client.InboxApi} is for a
 * MicroProfile REST client with Jackson, which must know {@link java.time.Instant} (Quarkus' does). Nothing else of this program is
 * needed.
 */
package dev.textusinbox.client;
