package dev.textusinbox.platform.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobGuardTest {
    private static final Logger LOGGER = Logger.getLogger(JobGuard.class.getName());

    private final AtomicLong nanos = new AtomicLong();
    private final List<Level> told = new ArrayList<>();
    private final JobGuard guard = new JobGuard("test", nanos::get);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue()) {
                told.add(record.getLevel());
            }
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void saysOnceThatItFailsAndOnceThatItWorksAgain() {
        for (int i = 0; i < 100; i++) {
            assertFalse(guard.run(JobGuardTest::fail));
            pass(Duration.ofSeconds(1));
        }
        assertEquals(1, told.size(), "a line when it begins to fail");

        pass(Duration.ofSeconds(10));
        assertTrue(guard.run(JobGuardTest::doNothing));
        assertTrue(guard.run(JobGuardTest::doNothing));
        assertEquals(2, told.size(), "and a line when it works again");
    }

    @Test
    void aJobThatFailsInEveryOtherRoundFillsNoLog() {
        for (int i = 0; i < 100; i++) {
            guard.run(JobGuardTest::fail);
            guard.run(JobGuardTest::doNothing);
            pass(Duration.ofMillis(100));
        }
        assertEquals(1, told.size());
    }

    @Test
    void anOutageIsOneLineForAllWhoMeetIt() {
        var other = new JobGuard("other", nanos::get);
        for (int i = 0; i < 10; i++) {
            assertFalse(guard.run(JobGuardTest::missTheDatabase));
            assertFalse(other.run(JobGuardTest::missTheDatabase));
        }
        assertEquals(1, told.size());

        pass(Duration.ofSeconds(10));
        assertTrue(guard.run(JobGuardTest::doNothing));
        assertTrue(other.run(JobGuardTest::doNothing));
        assertEquals(2, told.size());
    }

    @Test
    void anErrorAfterAnOutageIsTold() {
        assertFalse(guard.run(JobGuardTest::missTheDatabase));
        assertFalse(guard.run(JobGuardTest::fail));
        assertEquals(2, told.size());
        pass(Duration.ofSeconds(10));
        assertTrue(guard.run(JobGuardTest::doNothing));
    }

    @Test
    void anInterruptIsNoFailureAndIsKept() {
        assertTrue(guard.run(() -> {
            throw new InterruptedException();
        }));
        assertTrue(Thread.interrupted());
        assertEquals(0, told.size());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void fail() {
        throw new IllegalStateException("as told");
    }

    private static void missTheDatabase() throws SQLException {
        throw new SQLException("away", "08001");
    }

    private static void doNothing() {
        // It goes well.
    }
}
