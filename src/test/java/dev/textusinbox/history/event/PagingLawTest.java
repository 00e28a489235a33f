package dev.textusinbox.history.event;

import static dev.textusinbox.history.event.StoredEvents.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.history.event.PageCursor.SortOrder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** The law of pages: following {@code next} from any start visits each event once, while appends go on. */
@QuarkusTest
class PagingLawTest {
    private static final int THREADS = 3;
    private static final int BATCHES = 40;

    private final String source = StoredEvents.newSource();
    private final long seed = System.nanoTime();
    private final ConcurrentSkipListMap<Long, String> stored = new ConcurrentSkipListMap<>();

    @Inject
    StoredEvents log;

    @Inject
    EventQuery events;

    @RepeatedTest(5)
    void everyEventIsVisitedOnceWhileAppendsGoOn() throws Exception {
        Random random = new Random(seed);
        append(new Random(random.nextLong()), 7);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> appenders = started(threads, random, own -> append(own, BATCHES));
            List<Future<?>> readers = new ArrayList<>();
            readers.addAll(started(threads, random, own -> follow(own, appenders)));
            readers.addAll(started(threads, random, own -> walkBack(own, appenders)));
            for (Future<?> reader : readers) {
                reader.get();
            }
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** In ascending order from a random start, until a page begun after the last append is empty. */
    private void follow(Random random, List<Future<?>> appenders) {
        long start = random.nextInt(4) == 0 ? 0 : anyStored(random);
        String type = random.nextBoolean() ? "rare" : null;
        List<Long> seen = new ArrayList<>();
        long position = start;
        boolean more = true;
        while (more) {
            boolean appending = !appenders.stream().allMatch(Future::isDone);
            var page = events.page(request(random, type, SortOrder.ASC, position));
            page.items().forEach(item -> seen.add(Long.valueOf(item.id())));
            position = PageCursor.decoded(page.next()).orElseThrow().id();
            more = appending || !page.items().isEmpty();
        }
        assertEquals(ids(stored.tailMap(start, false), type), seen);
    }

    /** In descending order from a random start or the head: all that is older than the first event it sees. */
    private void walkBack(Random random, List<Future<?>> appenders) throws Exception {
        long newestBefore = stored.lastKey();
        boolean fromHead = random.nextBoolean();
        long start = fromHead ? Long.MAX_VALUE : anyStored(random);
        List<Long> seen = new ArrayList<>();
        String next = new PageCursor(SortOrder.DESC, start).encoded();
        while (next != null) {
            long position = PageCursor.decoded(next).orElseThrow().id();
            var page = events.page(request(random, null, SortOrder.DESC, position));
            page.items().forEach(item -> seen.add(0, Long.valueOf(item.id())));
            next = page.next();
        }
        for (Future<?> appender : appenders) {
            appender.get();
        }
        long newest = fromHead ? seen.get(seen.size() - 1) : start - 1;
        assertTrue(!fromHead || newest >= newestBefore);
        assertEquals(ids(stored.headMap(newest, true), null), seen);
    }

    private PageRequest request(Random random, String type, SortOrder order, long position) {
        List<String> types = type == null ? List.of() : List.of(type);
        var filter = new EventFilter(source, types, null, null, null, null, null, List.of());
        return new PageRequest(
                new Selection(filter, null), order, position, 1 + random.nextInt(9), random.nextInt(4) == 0);
    }

    /** Transactions of a few events, of which some are rolled back and leave gaps that nothing fills. */
    private void append(Random random, int batches) throws SQLException {
        try (var connection = log.database().getConnection()) {
            for (int batch = 0; batch < batches; batch++) {
                connection.setAutoCommit(false);
                Map<Long, String> added = new ConcurrentSkipListMap<>();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    String type = random.nextInt(5) == 0 ? "rare" : "usual";
                    added.put(StoredEvents.store(connection, event(source, type)), type);
                }
                if (random.nextInt(5) == 0 && !stored.isEmpty()) {
                    connection.rollback();
                } else {
                    connection.commit();
                    stored.putAll(added);
                }
            }
            connection.setAutoCommit(true);
        }
    }

    private long anyStored(Random random) {
        List<Long> ids = List.copyOf(stored.keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    private static List<Long> ids(Map<Long, String> events, String type) {
        return events.entrySet().stream()
                .filter(event -> type == null || type.equals(event.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Future<?>> started(ExecutorService threads, Random random, Task task) {
        List<Future<?>> started = new ArrayList<>();
        IntStream.range(0, THREADS).forEach(i -> {
            Random own = new Random(random.nextLong());
            started.add(threads.submit(() -> {
                task.run(own);
                return null;
            }));
        });
        return started;
    }

    private interface Task {
        void run(Random random) throws Exception;
    }
}
