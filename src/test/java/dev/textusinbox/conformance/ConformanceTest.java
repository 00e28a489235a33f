package dev.textusinbox.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.conformance.Line.RuleVerdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceTest {
    private static final String ONLY_504 = "its database is down: 504 and nothing else";
    private static final String NO_2XX = "its database is down: acknowledges nothing";
    private static final Set<String> FORGERIES = Set.of(
            "no signature: refused",
            "a signature with its last digit wrong: refused",
            "a signature under another secret: refused",
            "the signature of another body: refused");

    @Test
    void aCarefulReceiverKeepsEveryRule() throws Exception {
        assertEquals(Set.of(), broken(new NaiveReceiver()));
    }

    @Test
    void a500WhenTheDatabaseIsDownStopsTheIntegration() throws Exception {
        var receiver = new NaiveReceiver();
        receiver.whenDown = 500;
        assertEquals(Set.of(ONLY_504), broken(receiver));
        assertEquals(
                "integration paused: nothing is sent until an hourly attempt is answered 2xx",
                line(receiver.lines(), ONLY_504).cost());
    }

    @Test
    void a200BeforeTheCommitLosesEvents() throws Exception {
        var receiver = new NaiveReceiver();
        receiver.whenDown = 200;
        assertEquals(Set.of(NO_2XX), broken(receiver));
    }

    @Test
    void whoComparesReferencesRefusesTheProvider() throws Exception {
        var receiver = new NaiveReceiver();
        receiver.comparison = NaiveReceiver.Comparison.REFERENCES;
        Set<String> broken = broken(receiver);
        assertTrue(broken.contains("message.received, signed"), broken.toString());
        assertTrue(broken.stream().noneMatch(FORGERIES::contains), broken.toString());
    }

    @Test
    void whoComparesNothingBelievesAnybody() throws Exception {
        var receiver = new NaiveReceiver();
        receiver.comparison = NaiveReceiver.Comparison.NONE;
        assertEquals(new TreeSet<>(FORGERIES), broken(receiver));
    }

    @Test
    void whatIsNotTriedIsNotPassed() throws Exception {
        var receiver = new NaiveReceiver();
        try (receiver) {
            var lines = Conformance.lines(new Options(receiver.url(), NaiveReceiver.SECRET, null));
            assertEquals(RuleVerdict.SKIP, line(lines, ONLY_504).verdict());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--url",
                "--url http://localhost:1/",
                "--url ftp://localhost/ --secret x",
                "--url http://localhost:1/ --secret x --mend true",
                "--url http://localhost:1/ --secret x --twice x",
            })
    void whatCannotBeUnderstoodIsExplained(String args) {
        var out = new ByteArrayOutputStream();
        List<String> words = args.isEmpty() ? List.of() : List.of(args.split(" "));
        assertEquals(2, Conformance.run(words, new PrintStream(out, true, StandardCharsets.UTF_8)));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("conformance --url"));
    }

    @Test
    void aReceiverThatIsNotThereKeepsNothing() throws Exception {
        var lines = Conformance.lines(new Options(URI.create("http://localhost:1/"), "secret", null));
        assertTrue(lines.stream().noneMatch(line -> line.verdict() == RuleVerdict.PASS), lines.toString());
    }

    private static Set<String> broken(NaiveReceiver receiver) throws Exception {
        try (receiver) {
            return receiver.run().stream()
                    .filter(line -> line.verdict() != RuleVerdict.PASS)
                    .map(Line::rule)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Line line(List<Line> lines, String rule) {
        return lines.stream()
                .filter(line -> line.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
