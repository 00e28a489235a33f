package dev.textusinbox.dispatch;

import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.database.Sql.SqlArray;
import java.util.List;
import java.util.function.Function;

/** One value of each entry, as an array of the database. */
final class EntryArrays {
    private EntryArrays() {}

    static SqlArray longs(List<WindowEntry> entries, Function<WindowEntry, Long> get) {
        return Sql.longs(entries.stream().map(get).toList());
    }

    static SqlArray integers(List<WindowEntry> entries, Function<WindowEntry, Integer> get) {
        return Sql.integers(entries.stream().map(get).toList());
    }

    static SqlArray booleans(List<WindowEntry> entries, Function<WindowEntry, Boolean> get) {
        return Sql.booleans(entries.stream().map(get).toList());
    }

    static SqlArray texts(List<WindowEntry> entries, Function<WindowEntry, String> get) {
        return Sql.texts(entries.stream().map(get).toList());
    }
}
