package dev.textusinbox.platform.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedPostgresTest {

    private static final Path DIRECTORY = Path.of("target/test-data/embedded-test");

    private final EmbeddedPostgres database = EmbeddedPostgres.startFresh(DIRECTORY);

    @Test
    void aSecondStartGivesTheOneThatRuns() {
        assertEquals(database, EmbeddedPostgres.startFresh(DIRECTORY));
    }

    @Test
    void onlyThePasswordOpensIt() throws IOException {
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(database.url(), "inbox", "wrong")
                        .close());
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(database.url(), "postgres", "wrong")
                        .close());
        assertEquals("rw-------", permissions(DIRECTORY.resolve("password")));
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "listen_addresses, 127.0.0.1",
        "max_connections, 100",
        "shared_buffers, 128MB",
        "is_superuser, off",
    })
    void isSetForSafety(String setting, String value) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), EmbeddedPostgres.USER, database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
            assertTrue(rows.next());
            assertEquals(value, rows.getString(1));
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
