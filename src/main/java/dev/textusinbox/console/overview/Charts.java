package dev.textusinbox.console.overview;

import dev.textusinbox.console.overview.Overview.TypeCount;
import dev.textusinbox.history.count.MinuteCounts;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.provider.Traffic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of the two charts: the last hour by minute and type, the last day by hour. */
@Singleton
class Charts {
    private static final int MINUTES = 60;
    private static final int HOURS = 24;
    /** Types that the provider may invent share one line. */
    private static final String OTHER = "other";

    private final MinuteCounts minutes;
    private final Traffic traffic;

    Charts(MinuteCounts minutes, Traffic traffic) {
        this.minutes = minutes;
        this.traffic = traffic;
    }

    /**
     * What a page needs of them.
     *
     * @param json for the script
     * @param byType for who has none
     */
    record Numbers(String json, List<TypeCount> byType) {}

    Numbers at(Instant now) {
        Map<Instant, Map<String, Long>> counted = minutes.lastHour();
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES - 1L, ChronoUnit.MINUTES);
        Map<String, long[]> series = new TreeMap<>();
        counted.forEach((minute, types) -> {
            int at = (int) ChronoUnit.MINUTES.between(first, minute);
            if (!minute.isBefore(first) && at < MINUTES) {
                types.forEach((type, n) -> series.computeIfAbsent(line(type), t -> new long[MINUTES])[at] += n);
            }
        });
        JsonObject json = new JsonObject()
                .put("minute", first.toString())
                .put("types", types(series))
                .put("hour", firstHour(now).toString())
                .put("hours", hours(now));
        return new Numbers(json.encode(), sums(series));
    }

    private static String line(String type) {
        return EventTypes.ALL.contains(type) ? type : OTHER;
    }

    private static JsonArray types(Map<String, long[]> series) {
        JsonArray lines = new JsonArray();
        series.forEach(
                (type, counts) -> lines.add(new JsonObject().put("type", type).put("counts", array(counts))));
        return lines;
    }

    private static Instant firstHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
    }

    private JsonArray hours(Instant now) {
        long[] counts = new long[HOURS];
        traffic.lastDay().forEach((hour, n) -> {
            int at = (int) ChronoUnit.HOURS.between(firstHour(now), hour);
            if (!hour.isBefore(firstHour(now)) && at < HOURS) {
                counts[at] = n;
            }
        });
        return array(counts);
    }

    private static JsonArray array(long[] counts) {
        JsonArray array = new JsonArray();
        for (long count : counts) {
            array.add(count);
        }
        return array;
    }

    private static List<TypeCount> sums(Map<String, long[]> series) {
        List<TypeCount> sums = new ArrayList<>();
        series.forEach((type, counts) ->
                sums.add(new TypeCount(type, Arrays.stream(counts).sum())));
        return sums;
    }
}
