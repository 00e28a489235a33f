package dev.textusinbox.conformance;

import dev.textusinbox.conformance.Line.RuleVerdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The command: tries each rule, prints the table, and gives the exit code. */
public final class Conformance {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_TRIED = 2;

    private Conformance() {}

    /** Blocks until all is tried. */
    public static int run(List<String> args, PrintStream out) {
        Options options;
        try {
            options = Options.read(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return NOT_TRIED;
        }
        try {
            List<Line> lines = lines(options);
            print(lines, out);
            return lines.stream().anyMatch(line -> line.verdict() == RuleVerdict.FAIL) ? BROKEN : KEPT;
        } catch (IOException e) {
            out.println(e.getMessage());
            return NOT_TRIED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_TRIED;
        }
    }

    static List<Line> lines(Options options) throws IOException, InterruptedException {
        try (Receiver receiver = new Receiver(options.url())) {
            Checks checks = new Checks(receiver, options.secret());
            List<Line> lines = new ArrayList<>(checks.inPeace());
            lines.addAll(checks.duringFault(options.fault()));
            return lines;
        }
    }

    private static void print(List<Line> lines, PrintStream out) {
        int rule = lines.stream().mapToInt(line -> line.rule().length()).max().orElse(0);
        int answered =
                lines.stream().mapToInt(line -> line.answered().length()).max().orElse(0);
        String row = "%-7s  %-" + rule + "s  %-" + answered + "s  %s%n";
        out.printf(row, "VERDICT", "RULE OF THE PROVIDER", "ANSWERED", "COST");
        for (Line line : lines) {
            out.printf(row, line.verdict(), line.rule(), line.answered(), line.cost());
        }
        out.printf(
                "%n%d kept, %d broken, %d not tried%n",
                count(lines, RuleVerdict.PASS), count(lines, RuleVerdict.FAIL), count(lines, RuleVerdict.SKIP));
    }

    private static long count(List<Line> lines, RuleVerdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }
}
