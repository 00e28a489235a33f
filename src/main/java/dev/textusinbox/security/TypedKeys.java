package dev.textusinbox.security;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Keys that people type in: judged as those in a header are, and counted where they are wrong. */
@Singleton
public class TypedKeys {
    private final ApiKeys keys;
    private final Refusals refusals;

    TypedKeys(ApiKeys keys, Refusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    /**
     * The key, if it is that name's; a 429 once too many wrong ones came from there.
     *
     * @param remote where the request comes from
     */
    public Optional<ApiKey> find(String name, String key, SocketAddress remote) {
        Optional<ApiKey> found = keys.find(name, key);
        if (found.isEmpty() && refusals.count(SourceAddress.of(remote)) > 0) {
            throw new ProblemException(Problem.of(429, "Too many wrong keys from this address; wait a minute."));
        }
        return found;
    }
}
