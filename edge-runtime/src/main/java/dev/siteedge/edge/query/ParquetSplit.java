package dev.siteedge.edge.query;

import dev.siteedge.edge.store.Partition;
import dev.siteedge.edge.store.RowTable.Part;
import dev.siteedge.edge.store.RowTable.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Sorts the rows of Parquet files by site and day. Where days begin is asked of Java, as everywhere else, and not of
 * DuckDB: the two may know different rules of a zone. First it is found out which quarters of an hour have rows, and so
 * which days; then each day is one range of time.
 */
final class ParquetSplit {
    private static final long QUARTER_MILLIS = 900_000;
    private static final String RANGE =
            " WHERE site = ? AND epoch_ms(" + RowColumns.TIME + ") >= ? AND epoch_ms(" + RowColumns.TIME + ") < ?";

    private final String source;
    private final List<Object> names;
    private final Map<String, ZoneId> zoneBySite;
    private final Path folder;

    ParquetSplit(List<Path> files, Map<String, ZoneId> zoneBySite, Path folder) {
        this.source = RowColumns.parquet(files.size());
        this.names = List.copyOf(files.stream().map(Path::toString).toList());
        this.zoneBySite = zoneBySite;
        this.folder = folder;
    }

    List<Part> run(DuckDBConnection connection) throws SQLException {
        clear();
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, SortedSet<LocalDate>> site : days(connection).entrySet()) {
            for (LocalDate day : site.getValue()) {
                Path file = folder.resolve(parts.size() + ".parquet");
                write(connection, site.getKey(), day, file, parts);
            }
        }
        return parts;
    }

    private ZoneId zone(String site) {
        return zoneBySite.getOrDefault(site, ZoneOffset.UTC);
    }

    /** Days that may have rows: a quarter of an hour in which a day ends stands for both. */
    private Map<String, SortedSet<LocalDate>> days(DuckDBConnection connection) throws SQLException {
        Map<String, SortedSet<LocalDate>> days = new TreeMap<>();
        String sql = "SELECT DISTINCT site, epoch_ms(" + RowColumns.TIME + ") // " + QUARTER_MILLIS
                + " AS quarter FROM " + source;
        Sources.select(connection, sql, names, row -> {
            String site = row.getString("site");
            long start = row.getLong("quarter") * QUARTER_MILLIS;
            SortedSet<LocalDate> known = days.computeIfAbsent(site, unseen -> new TreeSet<>());
            known.add(day(start, zone(site)));
            known.add(day(start + QUARTER_MILLIS - 1, zone(site)));
        });
        return days;
    }

    private static LocalDate day(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    private void write(DuckDBConnection connection, String site, LocalDate day, Path file, List<Part> parts)
            throws SQLException {
        List<Object> values = new ArrayList<>(names);
        values.addAll(List.of(site, start(day, zone(site)), start(day.plusDays(1), zone(site))));
        String sql = "SELECT count(*) AS n, min(position) AS first, max(position) AS last, epoch_ms(min("
                + RowColumns.TIME + ")) AS oldest, epoch_ms(max(" + RowColumns.TIME + ")) AS newest FROM " + source
                + RANGE;
        List<Part> found = new ArrayList<>();
        Sources.select(connection, sql, values, row -> {
            Written written = new Written(row.getLong("n"), row.getLong("oldest"), row.getLong("newest"));
            Partition partition = new Partition(site, day.toString());
            found.add(new Part(partition, file, row.getLong("first"), row.getLong("last"), written));
        });
        Part part = found.get(0);
        if (part.written().rows() > 0) {
            ParquetFile.write(connection, "SELECT * FROM " + source + RANGE, values, part.from(), part.to(), file);
            parts.add(part);
        }
    }

    private static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private void clear() {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of drafts can't be cleared: " + folder, e);
        }
    }
}
