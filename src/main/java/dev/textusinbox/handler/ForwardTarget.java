package dev.textusinbox.handler;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Where a forward posts to.
 *
 * @param types what is posted; empty: all
 * @param signer null: unsigned
 * @param timeout for connecting, and for the answer
 */
record ForwardTarget(URI url, Set<String> types, WebhookSigner signer, Duration timeout) {
    ForwardTarget {
        types = Set.copyOf(types);
    }
}
