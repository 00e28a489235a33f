package dev.textusinbox.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** One event with its payload, and what each handler made of it. */
record EventDetail(@JsonUnwrapped EventItem item, List<HandlerState> handlers) {}
