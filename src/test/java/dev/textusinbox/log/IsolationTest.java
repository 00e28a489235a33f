package dev.textusinbox.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.textusinbox.log.AppendResult.Quarantined;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolationTest {
    private final Map<Incoming, Integer> attemptsAlone = new HashMap<>();
    private final List<Incoming> alone = new ArrayList<>();
    private final List<Incoming> away = new ArrayList<>();
    private final List<Incoming> answered = new ArrayList<>();
    private final List<Incoming> batch =
            IntStream.range(0, 300).mapToObj(i -> incoming()).toList();

    @ParameterizedTest
    @MethodSource("whateverIsThrown")
    void whateverIsThrownForOneIsThatOnesAndItIsTriedOnceMore(Supplier<Throwable> thrown) {
        Incoming bad = batch.get(123);
        isolate(bad, thrown.get());
        assertEquals(List.of(bad), alone);
        assertEquals(2, attemptsAlone.get(bad));
        assertEquals(299, answered.size());
        assertEquals(List.of(), away);
    }

    static Stream<Supplier<Throwable>> whateverIsThrown() {
        return Stream.of(
                () -> new ArithmeticException("long overflow"),
                StackOverflowError::new,
                () -> new NoClassDefFoundError("x"),
                () -> new AssertionError("x"),
                () -> new SQLException("a value", "22021"),
                () -> new SQLException("an index row", "54000"),
                () -> new SQLException("a bug", "XX000"));
    }

    @Test
    void aDatabaseThatIsAwayIsNobodysFault() {
        isolate(batch.get(123), new SQLException("gone", "08006"));
        assertEquals(batch, away);
        assertEquals(List.of(), alone);
    }

    @Test
    void withoutMemoryNothingIsTriedAgain() {
        assertThrows(OutOfMemoryError.class, () -> isolate(batch.get(123), new OutOfMemoryError("heap")));
        assertEquals(List.of(), alone);
    }

    @Test
    void whoCantTakeItsAnswerDoesNotKeepItFromOthers() {
        Incoming deaf = incoming(result -> {
            throw new IllegalStateException("gone");
        });
        deaf.answer(new Quarantined(1));
        assertEquals(true, deaf.isAnswered());
    }

    private void isolate(Incoming bad, Throwable thrown) {
        Isolation.of(
                batch,
                some -> {
                    if (some.contains(bad)) {
                        if (some.size() == 1) {
                            attemptsAlone.merge(bad, 1, Integer::sum);
                        }
                        sneak(thrown);
                    }
                    some.forEach(each -> each.answer(new Quarantined(1)));
                    answered.addAll(some);
                },
                (some, failure) -> away.addAll(some),
                (one, failure) -> alone.add(one));
    }

    private static void sneak(Throwable thrown) throws SQLException {
        if (thrown instanceof SQLException sql) {
            throw sql;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    private static Incoming incoming() {
        return incoming(result -> {});
    }

    private static Incoming incoming(java.util.function.Consumer<AppendResult> answer) {
        return Incoming.unreadable(new Received("s", new byte[0], null, null, null), Unreadable.MALFORMED, 0, answer);
    }
}
