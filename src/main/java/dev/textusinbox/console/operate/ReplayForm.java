package dev.textusinbox.console.operate;

import dev.textusinbox.log.EventTypes;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.replay.ReplayFilter;
import dev.textusinbox.replay.ReplayRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A replay as it is being filled in; empty text where nothing was.
 *
 * @param tried the {@link #sum} of what was tried dry
 * @param until the last event that was looked at then
 */
public record ReplayForm(
        List<String> handlers,
        List<String> types,
        List<String> states,
        String source,
        String contact,
        String conversation,
        String message,
        String from,
        String to,
        String eventIds,
        String failedFrom,
        String failedTo,
        String rate,
        String reason,
        boolean all,
        String tried,
        String until) {
    static ReplayForm of(MultivaluedMap<String, String> form) {
        return new ReplayForm(
                form.getOrDefault("handler", List.of()),
                form.getOrDefault("type", List.of()),
                form.getOrDefault("state", List.of()),
                text(form, "source"),
                text(form, "contact"),
                text(form, "conversation"),
                text(form, "message"),
                text(form, "from"),
                text(form, "to"),
                text(form, "eventIds"),
                text(form, "failedFrom"),
                text(form, "failedTo"),
                text(form, "rate"),
                text(form, "reason"),
                form.containsKey("all"),
                text(form, "tried"),
                text(form, "until"));
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        return Objects.requireNonNullElse(form.getFirst(name), "").strip();
    }

    ReplayRequest request(boolean dryRun) {
        ReplayFilter filter = new ReplayFilter(
                orNull(source),
                types,
                orNull(contact),
                orNull(conversation),
                orNull(message),
                orNull(from),
                orNull(to),
                Arrays.stream(eventIds.split("[,\\s]+"))
                        .filter(id -> !id.isEmpty())
                        .toList(),
                states,
                orNull(failedFrom),
                orNull(failedTo));
        // What runs is what was shown; a dry run looks at all there is now.
        return new ReplayRequest(reason, handlers, filter, all, dryRun, dryRun ? null : orNull(until), rateOrNull());
    }

    /** What of it decides which events match: of a dry run and of what is run then the same. */
    public String sum() {
        return Integer.toHexString(request(true).filter().hashCode() * 31 + handlers.hashCode());
    }

    /** Whether a dry run has shown what just this one would do. */
    boolean isTried() {
        return tried.equals(sum());
    }

    private Integer rateOrNull() {
        try {
            return rate.isEmpty() ? null : Integer.valueOf(rate);
        } catch (NumberFormatException e) {
            throw ProblemException.badParameter("rate", "It must be a whole number of events each second.");
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    public List<String> knownTypes() {
        return EventTypes.ALL;
    }

    public List<String> knownStates() {
        return ReplayFilter.STATES;
    }
}
