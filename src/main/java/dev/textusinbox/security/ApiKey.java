package dev.textusinbox.security;

import java.util.Set;

/**
 * A key that is good.
 *
 * @param sha256 of the key, which itself is known only to its owner
 * @param roles with all that they include
 */
public record ApiKey(String name, byte[] sha256, Set<String> roles) {}
