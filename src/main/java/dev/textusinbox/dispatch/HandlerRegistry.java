package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlerProvider;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** All handlers of this program: the beans, and those that providers bring. */
@Singleton
class HandlerRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Handler> byName = new LinkedHashMap<>();

    /** @throws ConfigurationException if two have the same name, or one has a name that is none */
    HandlerRegistry(@All List<Handler> beans, @All List<HandlerProvider> providers) {
        List<Handler> all = new ArrayList<>(beans);
        providers.forEach(provider -> all.addAll(provider.handlers()));
        for (Handler handler : all) {
            String name = handler.name();
            if (!NAME.matcher(name).matches()) {
                throw new ConfigurationException(
                        "handler '" + name + "': a name is lowercase letters, digits and hyphens", Set.of());
            }
            if (byName.put(name, handler) != null) {
                throw new ConfigurationException("two handlers are named '" + name + "'", Set.of());
            }
        }
    }

    /** All handlers, in no order that matters. */
    Collection<Handler> all() {
        return byName.values();
    }
}
