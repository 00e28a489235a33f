package dev.textusinbox.retention;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** All that is in the database, searched as somebody would who got hold of a dump of it. */
@Singleton
public class DatabaseDump {
    private static final String TABLES =
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";

    private final AgroalDataSource database;

    DatabaseDump(AgroalDataSource database) {
        this.database = database;
    }

    /** Where any of the needles stands: table, column and the row's first column. */
    List<String> find(List<String> needles) {
        try (Connection connection = database.getConnection();
                var select = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = select.executeQuery(TABLES)) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            List<String> found = new ArrayList<>();
            for (String table : tables) {
                try (ResultSet row = select.executeQuery("SELECT * FROM " + table)) {
                    search(table, row, needles, found);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void search(String table, ResultSet row, List<String> needles, List<String> found)
            throws SQLException {
        var columns = row.getMetaData();
        while (row.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String value = columns.getColumnTypeName(i).equals("bytea") ? text(row.getBytes(i)) : row.getString(i);
                if (value != null && needles.stream().anyMatch(value::contains)) {
                    found.add(table + "." + columns.getColumnName(i) + " of " + row.getString(1));
                }
            }
        }
    }

    /** As text in the encodings of JSON, and as hex. */
    private static String text(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        return latin + '\n' + latin.replace("\0", "") + '\n' + HexFormat.of().formatHex(bytes);
    }
}
