package dev.textusinbox.platform.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com/inbox",
                "jdbc:postgresql://db:5432/inbox?sslmode=require&prepareThreshold=0",
                "jdbc:postgresql://a:5432,b:5433,c/inbox?targetServerType=primary",
                "jdbc:postgresql://[::1]:5432/inbox",
                "jdbc:postgresql://my_host/inbox",
                "jdbc:postgresql://localhost",
                "jdbc:postgresql:///inbox",
                "jdbc:postgresql://localhost/?user=x",
                "jdbc:postgresql:inbox",
                "jdbc:postgresql:/"
            })
    void whatTheDriverTakesCanBeTried(String url) {
        assertTrue(JdbcUrls.isUsable(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1/inbox",
                "jdbc:h2:mem:inbox",
                "postgresql://127.0.0.1/inbox",
                "postgres://user:hunter2@127.0.0.1/inbox",
                "jdbc:postgresql://127.0.0.1:99999/inbox",
                "jdbc:postgresql://127.0.0.1:0/inbox",
                "jdbc:postgresql://127.0.0.1:123456/inbox",
                "jdbc:postgresql://127.0.0.1:abc/inbox",
                "jdbc:postgresql://a:5432,b:x/inbox",
                "jdbc:postgresql://user:hunter2@127.0.0.1/inbox"
            })
    void whatCanNeverBeADatabaseOfOursIsRefused(String url) {
        assertFalse(JdbcUrls.isUsable(url));
    }
}
