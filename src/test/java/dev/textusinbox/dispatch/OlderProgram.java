package dev.textusinbox.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first version's own statements, from its recording: it updates what this version inserts. */
final class OlderProgram {
    private final Connection connection;
    private final String instance;
    private final Map<Integer, Long> fences = new TreeMap<>();

    OlderProgram(Connection connection, String instance) throws SQLException, IOException {
        this.connection = connection;
        this.instance = instance;
        List<String> wanted = List.of("s1", "s3", "s9", "s14");
        try (InputStream file = OlderProgram.class.getResourceAsStream("/upgrade/first-version-statements.sql")) {
            for (String line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith("PREPARE ") && wanted.contains(line.split(" ", 3)[1])) {
                    run(line);
                }
            }
        }
    }

    void close() throws SQLException {
        run("DEALLOCATE ALL");
        run("DELETE FROM instance WHERE id = '" + instance + "'");
    }

    void join(String handler) throws SQLException {
        run("EXECUTE s1 ('%s', '300000', '{%s}')".formatted(instance, handler));
    }

    /** All lanes that are free: their positions. */
    List<Long> claim(String handler) throws SQLException {
        String claim =
                "EXECUTE s3 ('%1$s', '%2$s', '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}', '%1$s', '%1$s', '%1$s', 1023, '%2$s')"
                        .formatted(instance, handler);
        List<Long> positions = new ArrayList<>();
        fences.clear();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(claim)) {
            while (row.next()) {
                fences.put(row.getInt(1), row.getLong(2));
                positions.add(row.getLong(3));
            }
        }
        return positions;
    }

    /** How many of its lanes moved. */
    int move(String handler, long from, long to) throws SQLException {
        int moved = 0;
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<Integer, Long> lane : fences.entrySet()) {
                moved += statement.executeUpdate("EXECUTE s9 ('{%d}', '{%d}', '{%d}', '{%d}', '{%d}', '{0}', '%s')"
                        .formatted(lane.getKey(), lane.getValue(), from, to, to - from, handler));
            }
        }
        return moved;
    }

    void release(String handler) throws SQLException {
        run("UPDATE lane_cursor SET owner = NULL WHERE handler = '" + handler + "'");
    }

    /** Keeps aside one that it can't read, as it counts them. */
    void countQuarantined(String source) throws SQLException {
        run("EXECUTE s14 ('%s', 0, 1)".formatted(source));
    }

    /** Appends one event by that function: the one that it knows, or the one of this version, which takes the same. */
    void append(String function, String source, String delivery) throws SQLException {
        run("""
                SELECT %3$s('{%1$s}', '{note.created}', '{3}', ARRAY[decode(md5('%2$s'), 'hex')], '{%2$s}', '{NULL}',
                  '{NULL}', '{NULL}', '{NULL}', '{1772442331904000}', '{NULL}', '{NULL}', ARRAY[NULL]::bytea[],
                  ARRAY['{}'::bytea])""".formatted(source, delivery, function));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
