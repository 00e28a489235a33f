package dev.textusinbox.dispatch;

import dev.textusinbox.handler.BatchHandler;
import dev.textusinbox.handler.EventTypesConfig;
import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlerProvider;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.settings.Settings;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** All handlers of this program: the beans, and those that providers bring. */
@Singleton
class HandlerRegistry {
    private static final Logger LOG = Logger.getLogger(HandlerRegistry.class);
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Handler> byName = new LinkedHashMap<>();

    /**
     * @throws io.quarkus.runtime.configuration.ConfigurationException if two have the same name, or one has a name that is none, or
     *     takes a type that the provider does not send
     */
    HandlerRegistry(@All List<Handler> beans, @All List<HandlerProvider> providers, EventTypesConfig types) {
        List<Handler> all = new ArrayList<>(beans);
        providers.forEach(provider -> all.addAll(provider.handlers()));
        Set<String> additional = types.additional().orElse(Set.of());
        for (Handler handler : all) {
            check(handler, additional);
            Handler other = byName.putIfAbsent(handler.name(), handler);
            if (other != null) {
                throw Settings.wrong(
                        key(handler), "the name is taken: there is a handler of it already, a " + other.kind());
            }
        }
    }

    private static void check(Handler handler, Set<String> additional) {
        if (handler.name() == null || handler.types() == null) {
            throw Settings.wrong(
                    "handler " + ClientProxy.unwrap(handler).getClass().getName(), "it must have a name and types");
        }
        if (!NAME.matcher(handler.name()).matches()) {
            throw Settings.wrong(key(handler), "a handler's name is lowercase letters, digits and hyphens");
        }
        if (handler instanceof BatchHandler batch
                && (batch.batchSize() < 1 || batch.batchSize() > BatchHandler.MAX_BATCH)) {
            throw Settings.wrong(key(handler), "its batch size must be from 1 to " + BatchHandler.MAX_BATCH);
        }
        for (String type : handler.types()) {
            if (!EventTypes.ALL.contains(type) && !additional.contains(type)) {
                unknown(handler, type);
            }
        }
    }

    /** What a bean's author misspelt, its tests should tell. A forward's types are an operator's, who may know of new ones. */
    private static void unknown(Handler handler, String type) {
        if (!handler.kind().equals("forward")) {
            throw Settings.wrong(
                    key(handler),
                    "the provider has no type '" + type + "': it is one of " + EventTypes.ALL
                            + ", or of inbox.event-types.additional");
        }
        LOG.warnf(
                "%s.types: '%s' is no type that the provider documents; %s are",
                key(handler), type, String.join(", ", EventTypes.ALL));
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
