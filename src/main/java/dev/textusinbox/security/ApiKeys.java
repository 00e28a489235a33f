package dev.textusinbox.security;

import dev.textusinbox.platform.process.StartOrder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys that open this inbox. */
@Startup(StartOrder.SETTINGS)
@Singleton
public class ApiKeys {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Map<String, Set<String>> INCLUDED = Map.of(
            Roles.READER, Set.of(Roles.READER),
            Roles.CONSUMER, Set.of(Roles.CONSUMER),
            Roles.OPERATOR, Set.of(Roles.OPERATOR, Roles.READER, Roles.CONSUMER));

    private final List<ApiKey> keys;

    @Inject
    ApiKeys(ApiKeysConfig config) {
        this(config.keys());
    }

    /** @throws ConfigurationException naming the setting that is wrong, never its value */
    ApiKeys(Map<String, ApiKeysConfig.Key> configured) {
        // By name, so that of several wrong settings it is always the same one that is named.
        keys = new TreeMap<>(configured)
                .entrySet().stream()
                        .map(entry -> key(entry.getKey(), entry.getValue()))
                        .toList();
        Set<String> seen = new HashSet<>();
        for (ApiKey key : keys) {
            // Nobody could say who it was that came with it.
            if (!seen.add(HexFormat.of().formatHex(key.sha256()))) {
                throw wrong("inbox.api-keys." + key.name() + ".sha256", "is another key's too");
            }
        }
    }

    /**
     * The key that was presented, if it is one of ours.
     *
     * @param name whose it must be; null: anyone's
     */
    Optional<ApiKey> find(String name, String presented) {
        byte[] digest = sha256(presented);
        ApiKey found = null;
        // To the end, whatever was found: the time taken must not tell which key was nearly right.
        for (ApiKey key : keys) {
            boolean same = MessageDigest.isEqual(digest, key.sha256());
            // The name is looked at only beside the right key, so one that nobody has takes as long as any other.
            if (same && (name == null || name.equals(key.name()))) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The key of that name, as it is configured now. */
    public Optional<ApiKey> named(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    private static ApiKey key(String name, ApiKeysConfig.Key key) {
        String prefix = "inbox.api-keys." + name;
        String sha256 = key.sha256().orElse("");
        if (!SHA256.matcher(sha256).matches()) {
            throw wrong(prefix + ".sha256", "must be 64 lowercase hex digits");
        }
        List<String> roles = key.roles().orElse(List.of());
        if (roles.isEmpty() || !INCLUDED.keySet().containsAll(roles)) {
            throw wrong(prefix + ".roles", "must be reader, consumer or operator, or several of them");
        }
        Set<String> included = new HashSet<>();
        roles.forEach(role -> included.addAll(INCLUDED.get(role)));
        Set<String> consumers = Set.copyOf(key.consumers().orElse(List.of()));
        if (!consumers.isEmpty() && !included.contains(Roles.CONSUMER)) {
            throw wrong(prefix + ".consumers", "is for keys with the role consumer");
        }
        return new ApiKey(name, HexFormat.of().parseHex(sha256), included, consumers);
    }

    private static ConfigurationException wrong(String setting, String rule) {
        return new ConfigurationException(setting + ": " + rule, Set.of(setting));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
