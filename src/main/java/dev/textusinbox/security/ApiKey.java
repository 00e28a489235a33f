package dev.textusinbox.security;

import java.util.Set;

/**
 * A key that is good.
 *
 * @param sha256 lowercase hex
 * @param roles with all that they include
 */
record ApiKey(String name, String sha256, Set<String> roles) {}
