package dev.textusinbox.platform.embedded;

import dev.textusinbox.platform.process.ProgramStart;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Where no database is configured, starts one and configures it. A config source, since nothing else runs before
 * the pool reads its URL.
 */
public final class EmbeddedPostgresConfig implements ConfigSourceFactory {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String FRESH = "inbox.embedded.fresh";
    private static final String RUNTIME_CONFIG = "io.quarkus.runtime.generated.Config";
    /** Above application.properties (250), below what an operator sets; there is no URL in any of them. */
    private static final int ORDINAL = 260;

    /** Since the program's begin: all else of its start comes after it. */
    private static final Duration STARTED_AFTER = Duration.ofMillis(2_500);

    private static final Duration MIN_WAIT = Duration.ofMillis(500);
    /** A native build makes this class while it builds, so it is a constant there: the database and all it needs stay out. */
    private static final boolean NATIVE = ImageMode.current().isNativeImage();

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (value(context, URL).isPresent() || !isProgramStart()) {
            return List.of();
        }
        if (NATIVE) {
            throw refused(URL + " must be set: the native program has no database of its own", URL, null);
        }
        return List.of(new PropertiesConfigSource(embedded(context), "embedded PostgreSQL", ORDINAL));
    }

    private static Map<String, String> embedded(ConfigSourceContext context) {
        Path directory = Path.of(value(context, EmbeddedPostgres.DIRECTORY).orElse("data"));
        boolean fresh = value(context, FRESH).map(Boolean::valueOf).orElse(false);
        try {
            return properties(database(directory, fresh));
        } catch (EmbeddedPostgres.Unusable e) {
            throw refused(e.getMessage(), EmbeddedPostgres.DIRECTORY, e);
        }
    }

    private static EmbeddedPostgres database(Path directory, boolean fresh) {
        // A first start or a recovery may take longer, and is answered for meanwhile.
        return fresh
                ? EmbeddedPostgres.startFresh(directory)
                : EmbeddedPostgres.start(directory, ProgramStart.waitUntil(STARTED_AFTER, MIN_WAIT));
    }

    /**
     * Whether it is the program's own configuration that is made. The build and the test engine make some of their
     * own with the same factories, and can't be told apart from it by a profile or launch mode.
     */
    private static boolean isProgramStart() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(RUNTIME_CONFIG)));
    }

    private static Map<String, String> properties(EmbeddedPostgres database) {
        return Map.of(
                URL,
                database.url(),
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                database.password());
    }

    /**
     * An operator gets one line. The framework would print what it has logged so far above it, since logging is not
     * set up yet; and nothing runs so far that an orderly exit could end.
     */
    private static RuntimeException refused(String why, String key, EmbeddedPostgres.Unusable cause) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            System.err.println(why);
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
        return new ConfigurationException(why, cause, Set.of(key));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return Optional.ofNullable(value == null ? null : value.getValue()).filter(text -> !text.isBlank());
    }
}
