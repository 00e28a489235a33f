package dev.textusinbox.conformance;

/** One line of the table. */
record Line(String rule, String answered, Verdict verdict, String cost) {
    enum Verdict {
        PASS,
        FAIL,
        SKIP
    }

    static Line of(boolean kept, String rule, String answered, String cost) {
        return new Line(rule, answered, kept ? Verdict.PASS : Verdict.FAIL, kept ? "-" : cost);
    }
}
