package dev.textusinbox.provider;

import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;

/** What is told to an operator when the provider does not do as it is asked: what it said, and what may help. Pure. */
final class ProviderFailure {
    private ProviderFailure() {}

    /**
     * An error that the provider answered with.
     *
     * @param said the gist of its body, may be empty
     * @param changes whether it was asked to change something
     */
    static ProblemException answered(WatchedSource source, int status, String said, boolean changes) {
        String advice = switch (status) {
            case 401 -> "It refuses the token: see " + source.key("token") + ".";
            case 403 ->
                "The token may not manage this account's integrations: it must be an admin's, see "
                        + source.key("token") + " and " + source.key("account") + ".";
            case 404 ->
                "It knows no such account or integration: " + source.key("account")
                        + " must be the primary account's name, and somebody may have deleted the integration.";
            case 406, 415 -> "It does not speak the expected format: see " + source.key("base-url") + ".";
            case 409 -> "Somebody else may be changing it: look again, then repeat this.";
            case 400, 422 ->
                "It does not accept what it was sent: see " + source.key("public-url") + " and " + source.key("events")
                        + ".";
            default ->
                status >= 500
                        ? "The failure is on its side: try again later." + doubt(changes)
                        : "That is no answer of the Integrations API: see " + source.key("base-url") + ".";
        };
        return problem(502, "The provider answered " + status + ". " + advice + quote(said));
    }

    /** It wants no more calls for now, and says so to whoever asks us. */
    static ProblemException tooMany(String said, long seconds) {
        String detail = "The provider answered 429. Its limit of calls is used up: try again in " + seconds + " s.";
        return new ProblemException(Problem.of(429, detail + quote(said)), seconds);
    }

    /** It answered well, but not with what it should. */
    static ProblemException unreadable(WatchedSource source, int status, String said, boolean changes) {
        return problem(
                502,
                "The provider answered " + status + ", but not with an answer of the Integrations API: see "
                        + source.key("base-url") + ", and what is between here and there." + doubt(changes)
                        + quote(said));
    }

    /** It gave only a part of its list: acting on that might make an integration twice. */
    static ProblemException incomplete(int given, int total) {
        return problem(
                502,
                "The provider gave only %d of the account's %d integrations, so what is there is not known: try again."
                        .formatted(given, total));
    }

    static ProblemException timedOut(WatchedSource source, boolean changes) {
        return problem(
                504,
                "The provider at " + source.baseUrl() + " did not answer in time: try again; if it goes on, see "
                        + source.key("base-url") + " and what is between here and there." + doubt(changes));
    }

    static ProblemException unreachable(WatchedSource source, String kind, boolean changes) {
        return problem(
                502,
                "The provider at " + source.baseUrl() + " can't be reached, or broke off its answer (" + kind
                        + "): see " + source.key("base-url") + "." + doubt(changes));
    }

    private static String doubt(boolean changes) {
        return changes ? " It may have done it all the same: look before this is repeated." : "";
    }

    private static String quote(String said) {
        return said.isEmpty() ? "" : " It said: " + said;
    }

    private static ProblemException problem(int status, String detail) {
        return new ProblemException(Problem.of(status, detail));
    }
}
