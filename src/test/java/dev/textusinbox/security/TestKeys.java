package dev.textusinbox.security;

/** The keys of the test profile, as they stand (hashed) in the application.properties of the tests. */
public final class TestKeys {
    /** Belongs to {@code test-reader}. */
    public static final String READER = "test-reader-key";

    /** Belongs to {@code test-consumer}, which may use the consumers billing and pulled. */
    public static final String CONSUMER = "test-consumer-key";

    /** Belongs to {@code test-operator}. */
    public static final String OPERATOR = "test-operator-key";

    private TestKeys() {}
}
