package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PgBouncer in front of a database, set up as {@code docs/running.md} says. */
final class PgBouncer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");

    private static final String CONFIGURATION = """
            [databases]
            inbox = host=127.0.0.1 port=%d dbname=inbox user=inbox password=%s connect_query='SET idle_in_transaction_session_timeout = ''15s'''
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            default_pool_size = %d
            max_client_conn = 200
            """;

    private final Scratch scratch = Scratch.create();
    private final int port = FreePort.find();
    private final PostgresServer database;
    private final SystemServer server;

    private PgBouncer(PostgresServer database, String mode, int sessions) throws IOException {
        this.database = database;
        Path configuration = scratch.path().resolve("pgbouncer.ini");
        Files.writeString(
                configuration, CONFIGURATION.formatted(database.port(), PostgresServer.PASSWORD, port, mode, sessions));
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to be root, and reads its file before it becomes somebody else.
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        server = new SystemServer(scratch, port, command);
    }

    /** In front of the database, with so many sessions there at most. */
    static PgBouncer inFrontOf(PostgresServer database, String mode, int sessions) {
        Tool.needed(Files.isExecutable(BINARY), "pgbouncer");
        try {
            return new PgBouncer(database, mode, sessions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program needs to use the database through it; nothing else is set. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put(PostgresServer.URL, "jdbc:postgresql://127.0.0.1:" + port + "/inbox");
        return settings;
    }

    @Override
    public void close() {
        server.close();
    }
}
