package dev.textusinbox.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.textusinbox.outbound.OddAnswers;
import dev.textusinbox.outbound.RawReceiver;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.simulator.Failure;
import dev.textusinbox.simulator.SimulatedIntegrations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a client of its own can show: the client is built by the framework. */
@QuarkusTest
@TestProfile(WatchedProfile.class)
class ProviderCallsTest {
    private final SimulatedIntegrations provider = SimulatedIntegrations.open(0, "pupstar", "a-token");
    private final WatchedSource source = at(provider.url());
    private final ProviderCalls calls = new ProviderCalls(source, Duration.ofMillis(300));

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void noAnswerInTimeIs504() {
        provider.fail(Failure.silence());
        Problem problem = problem(calls::list);
        assertEquals(504, problem.status());
        assertFalse(problem.detail().contains("may have done it"), problem.detail());
        assertEquals(1, provider.requests().size(), "an operator waits once");
    }

    @Test
    void aChangeWithoutAnAnswerSaysThatItMayBeMade() {
        provider.fail(Failure.silence());
        Problem problem = problem(() -> calls.create(JsonNodeFactory.instance.objectNode()));
        assertEquals(504, problem.status());
        assertTrue(problem.detail().contains("may have done it"), problem.detail());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void aChangeIsNeverTriedAgain() {
        provider.fail(Failure.error(500, "oops"));
        assertEquals(502, problem(() -> calls.delete("x")).status());
        assertEquals(List.of("DELETE /integrations/x"), provider.requests());
    }

    @Test
    void theBudgetIsKeptAndA429IsObeyedWithoutAsking() {
        provider.leaveCalls(1);
        assertEquals(List.of(), calls.list());
        assertEquals(0, calls.budget().left());
        assertEquals(429, problem(calls::list).status());
        int before = provider.requests().size();
        Problem again = problem(calls::list);
        assertEquals(429, again.status());
        assertTrue(again.detail().contains("try again in"), again.detail());
        assertEquals(before, provider.requests().size());
    }

    @Test
    void aListThatIsNotWholeIsNotActedOn() {
        provider.fail(Failure.answer(200, "application/json", """
                {"members":[{"id":"/integrations/a","provider":"webhook"}],"totalItems":2}"""));
        Problem problem = problem(calls::list);
        assertEquals(502, problem.status());
        assertTrue(problem.detail().contains("only 1 of the account's 2"), problem.detail());
    }

    @Test
    void anAnswerOfAnySizeAndTimeIsNoMoreThanAProblem() {
        for (String name :
                List.of("an endless body", "a slow body", "a body that stops", "HTTP/2", "a million headers")) {
            try (var odd = new RawReceiver(OddAnswers.all().get(name).script())) {
                var badly = new ProviderCalls(at(URI.create(odd.url())), Duration.ofMillis(500));
                Problem problem = problem(() -> badly.delete("x"));
                assertTrue(List.of(502, 504).contains(problem.status()), () -> name + ": " + problem);
            }
        }
    }

    private static WatchedSource at(URI url) {
        return new WatchedSource(
                "textus",
                "pupstar",
                "a-token",
                url,
                "https://inbox.example.com/webhooks/textus",
                List.of("message.received"),
                Duration.ofMinutes(5),
                List.of("a-secret-of-the-tests"));
    }

    private static Problem problem(Runnable call) {
        return assertThrows(ProblemException.class, call::run).problem();
    }
}
