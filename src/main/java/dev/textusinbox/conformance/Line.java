package dev.textusinbox.conformance;

/** One line of the table. */
record Line(String rule, String answered, RuleVerdict verdict, String cost) {
    enum RuleVerdict {
        PASS,
        FAIL,
        SKIP
    }

    static Line of(boolean kept, String rule, String answered, String cost) {
        return new Line(rule, answered, kept ? RuleVerdict.PASS : RuleVerdict.FAIL, kept ? "-" : cost);
    }
}
