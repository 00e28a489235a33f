package dev.textusinbox.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ListQueryTest {
    private static final String DOGS = """
            SELECT id, name, size FROM (VALUES (2, 'Rex', 'big'), (3, 'Bob', 'small'), (5, 'Ann''s', 'big'),
                                               (7, 'Zoe', NULL), (11, 'Max', 'big')) AS dog (id, name, size)""";

    @Inject
    DataSource database;

    private ListQuery<String> dogs;

    @BeforeEach
    void ask() {
        dogs = new ListQuery<>(database, DOGS, row -> row.getString("name"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6})
    void followingNextVisitsEachOnceNewestFirst(int limit) {
        assertEquals(List.of("Max", "Zoe", "Ann's", "Bob", "Rex"), all(dogs, limit));
        assertEquals(List.of("Max", "Ann's", "Rex"), all(dogs.where("size = ?", "big"), limit));
    }

    @Test
    void eachConditionLeavesFewerAndNullLeavesAll() {
        assertEquals(List.of("Zoe"), all(dogs.where("size IS NULL"), 3));
        assertEquals(5, all(dogs.where("size = ?", null), 3).size());
        assertEquals(
                List.of("Max"),
                all(dogs.where("size = ?", "big").where("name = ANY (?)", new String[] {"Max", "Bob"}), 3));
        assertEquals(List.of(), all(dogs.where("size = ?", "odd"), 3));
    }

    @Test
    void whatIsAskedForIsNeverPartOfTheStatement() {
        assertEquals(List.of("Ann's"), all(dogs.where("name = ?", "Ann's"), 3));
        assertEquals(List.of(), all(dogs.where("name = ?", "' OR true --"), 3));
    }

    @Test
    void oneIsFoundByItsId() {
        assertEquals(Optional.of("Bob"), dogs.one(3));
        assertEquals(Optional.empty(), dogs.one(4));
        assertEquals(Optional.empty(), dogs.where("size = ?", "big").one(3));
    }

    @Test
    void aFailureKeepsTheDatabasesOwn() {
        var wrong = new ListQuery<>(database, "SELECT id FROM no_such_table", row -> row.getLong("id"));
        var failure = assertThrows(IllegalStateException.class, () -> wrong.one(1));
        assertInstanceOf(SQLException.class, failure.getCause());
    }

    private static List<String> all(ListQuery<String> query, int limit) {
        List<String> found = new ArrayList<>();
        ListRequest request = new ListRequest("dogs", ListRequest.NONE, limit);
        String next = null;
        do {
            if (next != null) {
                request = new ListRequest(
                        "dogs", ListCursor.decoded(next).orElseThrow().id(), limit);
            }
            ListPage<String> page = query.page(request);
            found.addAll(page.items());
            next = page.next();
        } while (next != null);
        return found;
    }
}
