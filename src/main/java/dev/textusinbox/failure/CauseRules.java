package dev.textusinbox.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves of an error's text what is the same for all that failed for the same cause. What differs from event to event becomes
 * "…": ids, numbers, times, phones, quoted values. Status codes, hosts, names of exceptions and of methods stay. In one pass, as
 * Sentry's parameterization does it: at each place the first rule that matches counts. Pure.
 */
final class CauseRules {
    /** Part of every cause's id: causes by other rules are others. To be raised when a rule changes. */
    static final int VERSION = 1;

    private static final String VARIES = "…";
    private static final int MAX = 160;
    private static final int LINES = 2;

    // Letters, digits and the underline, in any script.
    private static final String WORD = "[\\p{L}\\p{N}_]";
    private static final String BEGIN = "(?<!" + WORD + ")";
    private static final String END = "(?!" + WORD + ")";

    /** What is done with a text that a rule matches. */
    private enum Fate {
        KEPT,
        VARYING,
        DROPPED,
        FRAME
    }

    private record Rule(Fate fate, String regex) {}

    private static final List<Rule> RULES = List.of(
            // What an exception was thrown by, as dispatch puts it.
            new Rule(Fate.FRAME, "\\(at [\\p{L}\\p{N}_$.<>/]+(?:, line \\d+)?\\)"),
            new Rule(Fate.KEPT, BEGIN + "HTTP(?:/\\d(?:\\.\\d)?)? [1-5]\\d\\d" + END),
            new Rule(Fate.KEPT, "(?i:" + BEGIN + "status(?: code)?)[:= ]{1,2}[1-5]\\d\\d" + END),
            new Rule(Fate.KEPT, BEGIN + "[\\p{L}_$][\\p{L}\\p{N}_$]*(?:Exception|Error)" + END),
            new Rule(Fate.VARYING, "\"[^\"]*\"|“[^”]*”|«[^»]*»|`[^`]*`|(?<!" + WORD + ")'[^']*'" + END),
            // Mail.
            new Rule(Fate.VARYING, "[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+"),
            // An address in memory, as Object.toString has it.
            new Rule(Fate.VARYING, "(?<=" + WORD + ")@[0-9a-f]{4,16}" + END),
            // A UUID: its hex digits may be letters only.
            new Rule(Fate.VARYING, BEGIN + "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}" + END),
            // A host by its address of IPv6, in brackets, and of IPv4 where it stands as a host.
            new Rule(Fate.KEPT, "\\[[0-9a-f:.]+\\](?=:\\d|$|: )"),
            new Rule(Fate.KEPT, "(?<=from |: |//)\\d{1,3}(?:\\.\\d{1,3}){3}(?=:\\d|$|: )"),
            // A host or a class by its name; with very many digits it is an id.
            new Rule(
                    Fate.KEPT,
                    "(?<![\\p{L}\\p{N}_.-])(?!(?:[\\p{L}_.$-]*\\d){5})(?:[\\p{L}\\p{N}_][\\p{L}\\p{N}_$-]*\\.)+[\\p{L}][\\p{L}\\p{N}_$]*"),
            // A port.
            new Rule(Fate.DROPPED, "(?<=[\\p{L}\\p{N}\\]]):\\d{1,5}(?![\\p{L}\\p{N}_.]|:\\d)"),
            // Times.
            new Rule(
                    Fate.VARYING,
                    "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?(?:Z|[+-]\\d\\d:?\\d\\d))?)?"
                            + END),
            // Long keys and tokens; letters alone are a word.
            new Rule(Fate.VARYING, BEGIN + "(?=[\\p{L}+_=-]*\\p{N})[\\p{L}\\p{N}+_=-]{20,}"),
            // Ids: letters and digits mixed.
            new Rule(
                    Fate.VARYING,
                    BEGIN + "(?=[\\p{L}_-]*\\p{N})(?=[\\p{N}-]*[\\p{L}_])" + WORD + "+(?:-" + WORD + "+)*"),
            // Numbers and phones, masked ones too.
            new Rule(
                    Fate.VARYING,
                    BEGIN + "[-+(]{0,2}\\p{N}+" + END + "(?:[^\\p{L}\\p{N}\\n]{1,8}\\p{N}+" + END + ")*"));

    private static final Pattern ANY = alternatives();
    private static final Pattern SEVERAL = Pattern.compile("…(?:[^\\p{L}\\p{N}…]{0,8}…)+");
    private static final Pattern LINE = Pattern.compile(", line \\d+");
    private static final Pattern MADE_UP = Pattern.compile(
            "\\$\\$Lambda[^.)]*|(?<=\\$Proxy)\\d+|\\$\\$\\w*(?:CGLIB|ByteBuddy)\\$\\$\\w*|_ClientProxy|_Subclass|(?<=\\$)\\d+");

    private CauseRules() {}

    /** What is left of the text. */
    static String apply(String text) {
        StringBuilder left = new StringBuilder();
        Matcher matcher = ANY.matcher(firstLines(text));
        while (matcher.find()) {
            matcher.appendReplacement(left, Matcher.quoteReplacement(replacement(matcher)));
        }
        matcher.appendTail(left);
        String once = SEVERAL.matcher(left).replaceAll(VARIES);
        return start(once.strip().replaceAll("\\s+", " "));
    }

    private static String start(String line) {
        if (line.length() <= MAX) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(MAX - 1)) ? MAX - 1 : MAX);
    }

    private static String replacement(Matcher matcher) {
        String found = matcher.group();
        return switch (fate(matcher)) {
            case KEPT -> found;
            case VARYING -> VARIES;
            case DROPPED -> "";
            case FRAME -> MADE_UP.matcher(LINE.matcher(found).replaceFirst("")).replaceAll("");
        };
    }

    private static Fate fate(Matcher matcher) {
        for (int rule = 0; rule < RULES.size(); rule++) {
            if (matcher.start("r" + rule) >= 0) {
                return RULES.get(rule).fate();
            }
        }
        throw new IllegalStateException("no rule matched where one did");
    }

    private static Pattern alternatives() {
        List<String> named = new ArrayList<>();
        for (int rule = 0; rule < RULES.size(); rule++) {
            named.add("(?<r" + rule + ">" + RULES.get(rule).regex() + ")");
        }
        return Pattern.compile(String.join("|", named));
    }

    private static String firstLines(String text) {
        Optional<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LINES).reduce((first, next) -> first + " " + next);
        return lines.orElse("");
    }
}
