package dev.textusinbox.console;

import java.time.Instant;

/**
 * Somebody signed in at the console.
 *
 * @param name the API key's name
 * @param id of the session, for its form tokens
 * @param until when it ends if nothing is asked for
 */
record Session(String name, String id, Instant until) {}
