package dev.textusinbox.alarm;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Two kinds of alarm that do what a test says: one that fails, and is asked first, and one that finds something. */
final class ScriptedAlarm {
    static final String KIND = "scripted";

    private ScriptedAlarm() {}

    @Singleton
    @Priority(1_000)
    static class Broken implements AlarmSource {
        volatile boolean broken;

        @Override
        public String kind() {
            return "scripted-broken";
        }

        @Override
        public List<Finding> look(Connection connection) throws SQLException {
            if (broken) {
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT 1 FROM a_table_that_is_not_there");
                }
            }
            return List.of();
        }
    }

    @Singleton
    static class Well implements AlarmSource {
        volatile boolean finds;

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public List<Finding> look(Connection connection) {
            return finds ? List.of(new Finding("textus", Instant.now(), "as told")) : List.of();
        }
    }
}
