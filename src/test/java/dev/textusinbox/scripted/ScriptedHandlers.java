package dev.textusinbox.scripted;

import dev.textusinbox.handler.Handler;
import dev.textusinbox.handler.HandlerProvider;
import jakarta.inject.Singleton;
import java.util.List;

/** Two handlers for tests; no other test's events are of their type. */
@Singleton
public class ScriptedHandlers implements HandlerProvider {
    public final ScriptedHandler a = new ScriptedHandler("scripted-a");
    public final ScriptedHandler b = new ScriptedHandler("scripted-b");

    @Override
    public List<Handler> handlers() {
        return List.of(a, b);
    }
}
