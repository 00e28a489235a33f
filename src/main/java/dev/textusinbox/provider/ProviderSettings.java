package dev.textusinbox.provider;

import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.http.HttpUrl;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.process.StartOrder;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which sources are watched at the provider, and what is wanted there; what is wrong among it stops the start. */
@Startup(StartOrder.SETTINGS)
@Singleton
public class ProviderSettings {
    private static final Duration OFTENEST = Duration.ofSeconds(1);
    private static final Duration SELDOMEST = Duration.ofDays(1);

    private final Map<String, WatchedSource> watched = new TreeMap<>();
    private final Map<String, List<String>> missing = new TreeMap<>();

    ProviderSettings(ProviderConfig config) {
        new TreeMap<>(config.sources()).forEach(this::read);
    }

    static String key(String source, String setting) {
        return "inbox.sources." + source + ".provider." + setting;
    }

    /** The source; a 404 that says which settings it lacks to be watched. */
    WatchedSource get(String source) {
        WatchedSource found = watched.get(source);
        if (found == null) {
            List<String> lacking = missing.get(source);
            throw ProblemException.notFound(
                    lacking == null
                            ? "There is no source of this name."
                            : "This source is not looked after at the provider. Missing: " + String.join(", ", lacking)
                                    + ".");
        }
        return found;
    }

    /** Those that are watched, by name. */
    Collection<WatchedSource> all() {
        return watched.values();
    }

    /** All sources that are configured, watched or not. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(watched.keySet());
        names.addAll(missing.keySet());
        return names;
    }

    private void read(String name, ProviderConfig.ProviderSourceConfig source) {
        ProviderConfig.Provider provider = source.provider();
        URI baseUrl = url(key(name, "base-url"), provider.baseUrl());
        Optional<URI> publicUrl = provider.publicUrl().map(given -> url(key(name, "public-url"), given));
        List<String> wanted = provider.events().orElse(EventTypes.ALL).stream()
                .map(EventTypes::canonical)
                .toList();
        List<String> events = events(key(name, "events"), wanted);
        Settings.within(key(name, "check-every"), provider.checkEvery(), OFTENEST, SELDOMEST);
        List<String> lacking = new ArrayList<>();
        String account = required(name, "account", provider.account(), lacking);
        String token = required(name, "token", provider.token(), lacking);
        required(name, "public-url", provider.publicUrl(), lacking);
        if (!lacking.isEmpty()) {
            missing.put(name, lacking);
            return;
        }
        watched.put(
                name,
                new WatchedSource(
                        name,
                        account,
                        token,
                        baseUrl,
                        webhook(publicUrl.orElseThrow(), name),
                        events,
                        provider.checkEvery(),
                        source.secrets().orElse(List.of())));
    }

    private static String required(String source, String setting, Optional<String> value, List<String> lacking) {
        if (value.isEmpty() || value.get().isBlank()) {
            lacking.add(key(source, setting));
            return "";
        }
        return value.get().strip();
    }

    private static List<String> events(String key, List<String> given) {
        if (given.isEmpty() || !EventTypes.ALL.containsAll(given)) {
            throw wrong(key, "must be some of " + String.join(", ", EventTypes.ALL));
        }
        return EventTypes.ALL.stream().filter(given::contains).toList();
    }

    private static URI url(String key, String value) {
        HttpUrl url = HttpUrl.ofSetting(key, value);
        if (url.hasUser()) {
            throw wrong(key, "must be an http or https URL, without a user");
        }
        try {
            return url.uri();
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage());
        }
    }

    private static String webhook(URI publicUrl, String source) {
        String path = publicUrl.getRawPath();
        return path.isEmpty() || path.equals("/")
                ? publicUrl.resolve("/webhooks/" + source).toString()
                : publicUrl.toString();
    }

    private static ConfigurationException wrong(String key, String what) {
        return new ConfigurationException(key + " " + what, Set.of(key));
    }
}
