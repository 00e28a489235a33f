package dev.textusinbox.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.platform.phone.Phones;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many are found together just where each is found by itself. */
class PhoneTracesTest {
    private static final List<String> CONTACTS = List.of(
            "+13035550142",
            "+493012345678",
            "+35812345",
            "+4916090123456",
            "+2904123",
            "43105",
            "MyBank",
            "+13035550143");

    private static final List<String> BETWEEN = List.of(
            "", "", "", " ", "-", ".", ") ", " (", " (0) ", "/", "\u00a0", "\ud83d\ude00", "x", ": ", " - (0) - ");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theyAreFoundWhereEachIsFoundByItself(long seed) {
        Random random = new Random(seed);
        PhoneTraces all = new PhoneTraces(CONTACTS);
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            List<String> expected = CONTACTS.stream()
                    .map(PhoneTrace::new)
                    .filter(trace -> trace.isInText(text))
                    .map(PhoneTrace::regex)
                    .sorted()
                    .toList();
            assertEquals(
                    expected,
                    all.in(text).stream().map(PhoneTrace::regex).sorted().toList(),
                    text);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    CONTACTS.stream().anyMatch(contact -> new PhoneTrace(contact).isIn(body)), all.isIn(body), text);
            found += expected.size();
        }
        assertTrue(found > 1_000, "found " + found);
    }

    @Test
    void nothingOfAnyIsLeftInAText() {
        assertEquals(
                "([erased] and [erased], not 3035550149",
                new PhoneTraces(CONTACTS).removedFrom("(303) 555-0142 and +49 30 12345678, not 3035550149"));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 3; part++) {
            String contact = CONTACTS.get(random.nextInt(CONTACTS.size()));
            switch (random.nextInt(5)) {
                case 0 -> text.append(contact);
                case 1 -> text.append(spread(contact.replaceFirst("\\+", ""), random));
                case 2 -> text.append(spread(national(contact), random));
                case 3 -> text.append(random.nextInt(1_000_000));
                default -> text.append(" and ");
            }
            text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
        }
        return text.toString();
    }

    private static String national(String contact) {
        return Phones.isE164(contact) ? (random(contact) ? "0" : "") + Phones.national(contact) : contact;
    }

    private static boolean random(String contact) {
        return contact.hashCode() % 2 == 0;
    }

    private static String spread(String digits, Random random) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < digits.length(); ) {
            int next = Math.min(digits.length(), at + 1 + random.nextInt(4));
            parts.add(digits.substring(at, next));
            at = next;
        }
        String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
        return String.join(between, parts);
    }
}
