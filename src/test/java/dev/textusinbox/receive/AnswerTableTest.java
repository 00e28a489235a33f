package dev.textusinbox.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.log.AppendResult.Duplicate;
import dev.textusinbox.log.AppendResult.Quarantined;
import dev.textusinbox.log.AppendResult.RefusalReason;
import dev.textusinbox.log.AppendResult.Refused;
import dev.textusinbox.log.AppendResult.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table that users read says what the program answers, all of it and nothing else. */
class AnswerTableTest {
    private static final Pattern ROW = Pattern.compile("\\| (?<case>[^|]+?) \\| (?<status>\\d{3})(?<rest>[^|]*) \\|.*");

    private static final Map<String, Reception> CASES = new LinkedHashMap<>();

    static {
        CASES.put("verified, new, durable", new Reception.Logged(new Stored(1, "message.received")));
        CASES.put("verified, seen before", new Reception.Logged(new Duplicate(1, false)));
        CASES.put("verified, but no JSON object", new Reception.Logged(new Quarantined(1)));
        CASES.put("a repeat that contradicts", new Reception.Logged(new Duplicate(1, true)));
        CASES.put("signature missing or wrong", new Reception.Unverified());
        CASES.put("unknown source", new Reception.UnknownSource());
        CASES.put("any method but POST", new Reception.NotPost());
        CASES.put("body over the limit", new Reception.TooLarge());
        CASES.put("more at once than can be taken", new Reception.Overloaded());
        CASES.put("anything else", new Reception.Failed());
        CASES.put("parked", new Reception.Parked());
    }

    @Test
    void isWhatTheProgramAnswers() throws IOException {
        Map<String, Integer> written = table();
        Map<String, Integer> answered = new TreeMap<>();
        CASES.forEach(
                (name, reception) -> answered.put(name, Answer.to(reception).status()));
        assertEquals(answered, written);
    }

    @Test
    void hasALineForEveryKindOfReception() {
        List<String> missing = new ArrayList<>();
        for (Class<?> kind : Reception.class.getPermittedSubclasses()) {
            if (CASES.values().stream().noneMatch(kind::isInstance)) {
                missing.add(kind.getSimpleName());
            }
        }
        assertEquals(List.of(), missing);
        for (RefusalReason reason : RefusalReason.values()) {
            assertEquals(
                    Answer.to(new Reception.Failed()).status(),
                    Answer.to(new Reception.Logged(new Refused(reason))).status(),
                    reason + " is part of anything else");
        }
    }

    private static Map<String, Integer> table() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/provider.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String known = CASES.keySet().stream()
                        .filter(row.group("case")::startsWith)
                        .findFirst()
                        .orElse(row.group("case"));
                rows.put(known, Integer.parseInt(row.group("status")));
            }
        }
        assertTrue(rows.size() > 1, "no table found in docs/provider.md");
        return rows;
    }
}
