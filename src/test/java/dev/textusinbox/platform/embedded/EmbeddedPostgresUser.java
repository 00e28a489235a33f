package dev.textusinbox.platform.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** The program that {@link EmbeddedPostgresTest} kills: says how many rows it found, adds one, and waits. */
final class EmbeddedPostgresUser {

    private EmbeddedPostgresUser() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        var database = EmbeddedPostgres.start(directory);
        try (var connection = DriverManager.getConnection(database.url(), EmbeddedPostgres.USER, database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (id int)");
            var rows = statement.executeQuery("SELECT count(*) FROM kept");
            rows.next();
            long found = rows.getLong(1);
            statement.execute("INSERT INTO kept VALUES (1)");
            Files.writeString(directory.resolve("url"), database.url());
            System.out.println("started");
            System.out.println(found);
        }
        new CountDownLatch(1).await();
    }
}
