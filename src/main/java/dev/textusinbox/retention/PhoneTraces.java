package dev.textusinbox.retention;

import dev.textusinbox.platform.phone.Phones;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds any of very many contacts in text or in bytes, in one pass: by the last digits of every number in it, whatever stands
 * between them. What that finds, the contact's own {@link PhoneTrace} decides.
 */
final class PhoneTraces {
    /** Of a number that stands without its country; a shorter one is found by fewer. */
    private static final int TAIL = 6;

    private static final int SHORT_TAIL = 4;
    /** At most this many signs stand between two digits of a phone: a trace's own, and a bracket. */
    private static final int BETWEEN = 4;

    private final Map<String, List<String>> byTail = new HashMap<>();
    private final Map<String, PhoneTrace> traces = new HashMap<>();
    /** No phones, so they may be any word: each is looked for. */
    private final List<String> names = new ArrayList<>();

    /** @param contacts in the form in which contacts are kept */
    PhoneTraces(Collection<String> contacts) {
        for (String contact : contacts) {
            if (Phones.isE164(contact)) {
                int tail = Phones.national(contact).length() < TAIL ? SHORT_TAIL : TAIL;
                byTail.computeIfAbsent(contact.substring(contact.length() - tail), digits -> new ArrayList<>())
                        .add(contact);
            } else {
                names.add(contact);
            }
        }
    }

    /** Whether there is one of them that is no phone, and so may stand in a text without digits. */
    boolean haveNames() {
        return !names.isEmpty();
    }

    /** Those that the text quotes. */
    List<PhoneTrace> in(String text) {
        return candidates(text).stream().filter(trace -> trace.isInText(text)).toList();
    }

    /** Whether the body quotes any of them, in any of the ways in which it may be written. */
    boolean isIn(byte[] body) {
        for (String form : PhoneTrace.forms(body)) {
            if (candidates(form).stream().anyMatch(trace -> trace.isInBody(form))) {
                return true;
            }
        }
        return false;
    }

    /** The text without any of them. */
    String removedFrom(String text) {
        String removed = text;
        for (PhoneTrace trace : in(text)) {
            removed = trace.removedFrom(removed);
        }
        return removed;
    }

    private Collection<PhoneTrace> candidates(String text) {
        Map<String, PhoneTrace> found = new LinkedHashMap<>();
        StringBuilder digits = new StringBuilder();
        int between = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign >= '0' && sign <= '9') {
                digits.append(sign);
                between = 0;
                if (i + 1 == text.length() || text.charAt(i + 1) < '0' || text.charAt(i + 1) > '9') {
                    // A number may end here, though more digits follow.
                    add(found, digits, TAIL);
                    add(found, digits, SHORT_TAIL);
                }
            } else if (isLetter(sign) || (!Character.isLowSurrogate(sign) && ++between > BETWEEN)) {
                digits.setLength(0);
            }
        }
        for (String name : names) {
            found.put(name, trace(name));
        }
        return found.values();
    }

    private void add(Map<String, PhoneTrace> found, StringBuilder digits, int tail) {
        if (digits.length() >= tail) {
            for (String contact : byTail.getOrDefault(digits.substring(digits.length() - tail), List.of())) {
                found.put(contact, trace(contact));
            }
        }
    }

    /** Made when it is first needed: of ten thousand few are. */
    private PhoneTrace trace(String contact) {
        return traces.computeIfAbsent(contact, PhoneTrace::new);
    }

    private static boolean isLetter(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }
}
