package dev.textusinbox.alarm;

import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.platform.request.ListRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The alarms. Only a round writes them, under its lock. */
@ApplicationScoped
public class Alarms implements PanacheRepositoryBase<AlarmEntry, Long> {
    /** One round at a time among all instances: an older view must not close what a newer one has opened. */
    private static final String LOCK = "SELECT clock_timestamp() AS now WHERE pg_try_advisory_xact_lock(7883701944)";

    private static final String COUNTS = "select kind, count(*) from AlarmEntry where until is null group by kind";

    /** For an alarm that flaps: nobody reads more. */
    private static final int MAX = 100;

    /** A page, the newest first; {@code open}: null for all, else whether they have no end. */
    public ListPage<AlarmEntry> page(ListRequest page, Boolean open) {
        String state = open == null ? "" : open ? " and until is null" : " and until is not null";
        return page.page(
                find("id < ?1" + state + " order by id desc", page.below())
                        .page(0, page.rowsToRead())
                        .list(),
                alarm -> alarm.id);
    }

    /** Of a source's the one that began last. */
    public Optional<AlarmEntry> last(String source, Collection<String> kinds) {
        return find("source = ?1 and kind in ?2 order by since desc, id desc", source, kinds)
                .firstResultOptional();
    }

    /** Those of a source that overlap the time from {@code from} to {@code to}, the oldest first. */
    public List<AlarmEntry> within(String source, Collection<String> kinds, Instant from, Instant to) {
        return find(
                        "source = ?1 and kind in ?2 and since < ?3 and (until is null or until > ?4) order by since, id",
                        source,
                        kinds,
                        to,
                        from)
                .page(0, MAX)
                .list();
    }

    /** The database's time for a round, which the caller's transaction is alone with; empty while another is at it. */
    Optional<Instant> tryLock() {
        return getSession()
                .createNativeQuery(LOCK, Instant.class)
                .addScalar("now", Instant.class)
                .getResultStream()
                .findFirst();
    }

    /** The open ones of a kind, by source, null for none. */
    Map<String, AlarmEntry> open(String kind) {
        Map<String, AlarmEntry> open = new HashMap<>();
        list("kind = ?1 and until is null", kind).forEach(alarm -> open.put(alarm.source, alarm));
        return open;
    }

    /** How many are open, by kind; a kind without any is not there. */
    @Transactional
    Map<String, Long> counts() {
        return getSession()
                .createSelectionQuery(COUNTS, Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
