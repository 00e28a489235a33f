package dev.textusinbox.dispatch;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlerProvider;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All handlers of this program: the beans, and those that providers bring. */
@Singleton
class HandlerRegistry {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Handler> byName = new LinkedHashMap<>();

    /** @throws io.quarkus.runtime.configuration.ConfigurationException if two have the same name, or one has a name that is none */
    HandlerRegistry(@All List<Handler> beans, @All List<HandlerProvider> providers) {
        List<Handler> all = new ArrayList<>(beans);
        providers.forEach(provider -> all.addAll(provider.handlers()));
        for (Handler handler : all) {
            String name = handler.name();
            if (!NAME.matcher(name).matches()) {
                throw Settings.wrong(key(handler), "a handler's name is lowercase letters, digits and hyphens");
            }
            Handler other = byName.putIfAbsent(name, handler);
            if (other != null) {
                throw Settings.wrong(
                        key(handler), "the name is taken: there is a handler of it already, a " + other.kind());
            }
        }
    }

    /** What was set to have it; the providers come behind the beans, so it is theirs where there are two. */
    private static String key(Handler handler) {
        return switch (handler.kind()) {
            case "forward", "relay" -> "inbox." + handler.kind() + "s." + handler.name();
            default -> "handler '" + handler.name() + "'";
        };
    }

    /** All handlers, in no order that matters. */
    Collection<Handler> all() {
        return byName.values();
    }
}
