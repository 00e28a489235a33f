package dev.textusinbox.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Reads a list that goes down by its column {@code id}, the newest first. Its text is the program's own; what a caller asks for is
 * bound, never put into it.
 */
public final class ListQuery<T> {
    private final DataSource database;
    private final String select;
    private final RowReader<T> reader;
    private final List<String> conditions;
    private final List<Object> values;

    /** Makes something of a result, or of the row that it stands at. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * All of a list.
     *
     * @param select columns, {@code id} among them, and where they are from; without conditions
     */
    public ListQuery(DataSource database, String select, RowReader<T> reader) {
        this(database, select, reader, List.of(), List.of());
    }

    private ListQuery(
            DataSource database, String select, RowReader<T> reader, List<String> conditions, List<Object> values) {
        this.database = database;
        this.select = select;
        this.reader = reader;
        this.conditions = conditions;
        this.values = values;
    }

    /** Of these those that meet a condition. */
    public ListQuery<T> where(String condition) {
        return new ListQuery<>(database, select, reader, with(conditions, condition), values);
    }

    /** Of these those that meet a condition with one {@code ?}, for the value; all of them where it is null. */
    public ListQuery<T> where(String condition, Object value) {
        return value == null
                ? this
                : new ListQuery<>(database, select, reader, with(conditions, condition), with(values, value));
    }

    /** The page of these. */
    public ListPage<T> page(ListRequest page) {
        return where("id < ?", page.below()).read(page.rowsToRead(), rows -> page(page, rows));
    }

    private ListPage<T> page(ListRequest page, ResultSet rows) throws SQLException {
        List<T> items = new ArrayList<>();
        long last = ListRequest.NONE;
        boolean more = rows.next();
        while (more && items.size() < page.limit()) {
            items.add(reader.read(rows));
            last = rows.getLong("id");
            more = rows.next();
        }
        return new ListPage<>(items, more ? new ListCursor(page.list(), last).encoded() : null);
    }

    /** The one of these that has that id. */
    public Optional<T> one(long id) {
        return where("id = ?", id).read(1, rows -> rows.next() ? Optional.of(reader.read(rows)) : Optional.<T>empty());
    }

    private <R> R read(int limit, RowReader<R> whole) {
        String sql = select + " WHERE " + String.join(" AND ", conditions) + " ORDER BY id DESC LIMIT ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.setInt(values.size() + 1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                return whole.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a list can't be read", e);
        }
    }

    private static <E> List<E> with(List<E> list, E one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}
