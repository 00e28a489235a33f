package dev.textusinbox.handler;

import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.http.HttpUrl;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a forward posts to.
 *
 * @param types what is posted; empty: all
 * @param signer null: unsigned
 */
record ForwardTarget(HttpUrl url, Set<String> types, WebhookSigner signer) {
    ForwardTarget {
        types = types.stream().map(EventTypes::canonical).collect(Collectors.toUnmodifiableSet());
    }
}
