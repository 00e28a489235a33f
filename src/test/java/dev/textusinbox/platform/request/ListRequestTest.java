package dev.textusinbox.platform.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRequestTest {
    private static final List<Long> STORED = List.of(11L, 7L, 5L, 3L, 2L);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6})
    void followingNextVisitsEachOnceNewestFirst(int limit) {
        List<Long> found = new ArrayList<>();
        ListRequest request = new ListRequest("dogs", ListRequest.NONE, limit);
        for (String next = ""; next != null; ) {
            ListPage<Long> page = request.page(stored(request), Long::longValue);
            found.addAll(page.items());
            next = page.next();
            request = next == null
                    ? request
                    : new ListRequest(
                            "dogs", ListCursor.decoded(next).orElseThrow().id(), limit);
        }
        assertEquals(STORED, found);
    }

    @Test
    void aFullLastPageHasNoNext() {
        assertNull(new ListRequest("dogs", ListRequest.NONE, 5)
                .page(STORED, Long::longValue)
                .next());
    }

    @Test
    void onlyWhatIsAskedForNarrows() {
        Map<String, Object> values = new HashMap<>();
        assertEquals("", ListRequest.narrow(values, "state", null));
        assertEquals(Map.of(), values);
        assertEquals(" and state = :state", ListRequest.narrow(values, "state", "' or true --"));
        assertEquals(Map.of("state", "' or true --"), values);
    }

    private static List<Long> stored(ListRequest request) {
        return STORED.stream()
                .filter(id -> id < request.below())
                .limit(request.rowsToRead())
                .toList();
    }
}
