package dev.textusinbox.console.page;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody signed in at the console.
 *
 * @param name the API key's or the person's
 * @param id of the session, for its form tokens
 * @param begun when he signed in
 * @param until when it ends if nothing is asked for
 * @param roles with all that they include
 * @param byKey whether it is an API key's
 */
record Session(String name, String id, Instant begun, Instant until, Set<String> roles, boolean byKey) {}
