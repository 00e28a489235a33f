package dev.textusinbox.security;

import java.util.Set;

/**
 * A key that is good.
 *
 * @param sha256 of the key, which itself is known only to its owner
 * @param roles with all that they include
 * @param consumers the pull consumers that it may use; empty: all
 */
public record ApiKey(String name, byte[] sha256, Set<String> roles, Set<String> consumers) {
    /** What an identity by a key carries, as an attribute: {@link #consumers}. */
    public static final String CONSUMERS = "inbox.consumers";
}
