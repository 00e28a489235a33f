package dev.textusinbox.history.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** One event with its payload, and what each handler made of it. */
@RegisterForReflection(registerFullHierarchy = true) // it goes out through a Response, where the build does not see it
public record EventDetail(@JsonUnwrapped EventItem item, List<HandlerState> handlers) {}
