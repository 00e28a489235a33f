package dev.textusinbox.security;

import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Keys that people type in: judged as those in a header are, and counted where they are wrong. */
@Singleton
public class TypedKeys {
    private final ApiKeys keys;
    private final Refusals refusals;
    private final SignInAudit audit;

    TypedKeys(ApiKeys keys, Refusals refusals, SignInAudit audit) {
        this.keys = keys;
        this.refusals = refusals;
        this.audit = audit;
    }

    /**
     * The key, if it is that name's; a 429 once too many wrong ones came from there.
     *
     * @param remote where the request comes from
     */
    public Optional<ApiKey> find(String name, String key, SocketAddress remote) {
        SourceAddress from = SourceAddress.of(remote);
        Optional<ApiKey> found = keys.find(name, key);
        if (found.isEmpty()) {
            refusals.count(from);
        }
        long seconds = found.isPresent() ? refusals.delay(from, found.get().name()) : refusals.delay(from);
        if (found.isEmpty() || seconds > 0) {
            audit.refused(from);
        }
        if (seconds > 0) {
            throw Refusals.tooMany(seconds);
        }
        return found;
    }
}
