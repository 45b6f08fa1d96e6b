package dev.siteedge.edge.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;

/** Writes rows as Parquet: zstd, in the order of their positions, whose range is repeated in the footer. */
final class ParquetFile {
    private ParquetFile() {}

    /**
     * @param select of all columns, without an order
     * @param values of its parameters: texts and longs
     */
    static void write(Connection connection, String select, List<Object> values, long from, long to, Path file)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + inlined(select, values) + " ORDER BY position) TO " + quoted(file.toString())
                    + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA {first_position: '" + from
                    + "', last_position: '" + to + "'})");
        }
    }

    /** COPY takes no values. The statement is ours and has no question mark but those of its parameters. */
    private static String inlined(String select, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        Iterator<Object> next = values.iterator();
        for (char one : select.toCharArray()) {
            if (one == '?') {
                sql.append(literal(next.next()));
            } else {
                sql.append(one);
            }
        }
        return sql.toString();
    }

    private static String literal(Object value) {
        return value instanceof Long ? value.toString() : quoted((String) value);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
