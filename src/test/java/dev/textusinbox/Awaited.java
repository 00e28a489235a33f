package dev.textusinbox;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long every test awaits what it gives no time for: long enough for a slow and busy machine, since how fast something is
 * no test says. It is looked at once, then more and more seldom.
 */
public final class Awaited implements BeforeAllCallback {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration FIRST_POLL = Duration.ofMillis(10);
    private static final Duration LAST_POLL = Duration.ofMillis(100);

    /** Sets it where the test's own class loader sees it: Quarkus loads the tests of a running program anew. */
    @Override
    public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
        Class.forName(
                        Awaited.class.getName(),
                        true,
                        context.getRequiredTestClass().getClassLoader())
                .getMethod("set")
                .invoke(null);
    }

    /** Sets it in this class loader. */
    public static void set() {
        Awaitility.setDefaultTimeout(AT_MOST);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval((poll, before) -> {
            Duration next = poll <= 1 ? FIRST_POLL : before.multipliedBy(2);
            return next.compareTo(LAST_POLL) < 0 ? next : LAST_POLL;
        });
    }
}
