package dev.siteedge.edge.store;

import dev.siteedge.edge.event.CustomEvent;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.shard.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rows in memory. A "Parquet" file of it is the rows as text; what they are is looked up by that text in an archive that
 * all tables of a simulation share, so that nothing has to be parsed.
 */
public final class MemoryRows implements RowTable {
    private final Map<String, List<Row>> archive;
    private final TreeMap<Long, Row> pending = new TreeMap<>();

    /** @param archive rows by the SHA-256 of their file */
    public MemoryRows(Map<String, List<Row>> archive) {
        this.archive = archive;
    }

    /** What no file has yet, in order. */
    public synchronized List<Row> pending() {
        return List.copyOf(pending.values());
    }

    @Override
    public synchronized void append(List<Row> rows) {
        for (Row row : rows) {
            if (pending.putIfAbsent(row.position(), asStored(row)) != null) {
                throw new AssertionError("a second row at " + row.position());
            }
        }
    }

    @Override
    public synchronized boolean hasRows(long from, long to) {
        return !pending.subMap(from, true, to, true).isEmpty();
    }

    @Override
    public synchronized Written write(long from, long to, Path file) {
        return write(List.copyOf(pending.subMap(from, true, to, true).values()), file);
    }

    @Override
    public synchronized void forget(long through) {
        pending.headMap(through, true).clear();
    }

    @Override
    public void read(List<Path> parquet, long visitsSince, Consumer<Row> reader) {
        inOrder(parquet).stream()
                .filter(row -> !(row.event() instanceof VisitEvent) || row.received() >= visitsSince)
                .forEach(reader);
    }

    @Override
    public Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file) {
        Predicate<Row> kept = row ->
                row.time() >= expiry.keptSinceBySite().getOrDefault(row.event().site(), expiry.keptSince());
        return write(rows(parquet).stream().filter(kept).toList(), file);
    }

    @Override
    public synchronized void erase(String site, long through) {
        pending.headMap(through, true)
                .values()
                .removeIf(row -> row.event().site().equals(site));
    }

    @Override
    public Written rewriteWithout(Path parquet, String site, long through, long from, long to, Path file) {
        Predicate<Row> kept = row -> !row.event().site().equals(site) || row.position() > through;
        return write(rows(parquet).stream().filter(kept).toList(), file);
    }

    @Override
    public List<Part> split(List<Path> parquet, Map<String, ZoneId> zoneBySite, Path folder) {
        Map<Partition, List<Row>> days = new LinkedHashMap<>();
        for (Row row : inOrder(parquet)) {
            String site = row.event().site();
            ZoneId zone = zoneBySite.getOrDefault(site, ZoneOffset.UTC);
            String date =
                    Instant.ofEpochMilli(row.time()).atZone(zone).toLocalDate().toString();
            days.computeIfAbsent(new Partition(site, date), unknown -> new ArrayList<>())
                    .add(row);
        }
        clear(folder);
        List<Part> parts = new ArrayList<>();
        days.forEach((day, rows) -> {
            Path file = folder.resolve("part" + parts.size());
            Written written = write(rows, file);
            long last = rows.get(rows.size() - 1).position();
            parts.add(new Part(day, file, rows.get(0).position(), last, written));
        });
        return parts;
    }

    private static void clear(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Row> inOrder(List<Path> parquet) {
        return parquet.stream()
                .flatMap(file -> rows(file).stream())
                .sorted(Comparator.comparingLong(Row::position))
                .toList();
    }

    /** All rows of a file. */
    public List<Row> rows(Path parquet) {
        try {
            return rows(Files.readAllBytes(parquet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows of a file's bytes. */
    public List<Row> rows(byte[] parquet) {
        List<Row> rows = archive.get(Sha256.hex(parquet));
        if (rows == null) {
            throw new AssertionError("no file of rows: " + new String(parquet, StandardCharsets.UTF_8));
        }
        return rows;
    }

    private Written write(List<Row> rows, Path file) {
        if (rows.isEmpty()) {
            return new Written(0, 0, 0);
        }
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        archive.put(Sha256.hex(bytes), new ArrayList<>(rows));
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Written(
                rows.size(),
                rows.stream().mapToLong(Row::time).min().orElse(0),
                rows.stream().mapToLong(Row::time).max().orElse(0));
    }

    /** What the columns keep: the session's visitor and source in place of the event's own. */
    private static Row asStored(Row row) {
        Event event = row.event();
        if (event instanceof VisitEvent own) {
            Visitor visitor =
                    new Visitor(row.visitor(), null, null, own.visitor().user());
            Source source = row.visit() == null ? own.source() : row.visit().source();
            event = stored(own, visitor, source);
        }
        return new Row(row.position(), row.received(), row.time(), event, row.visit());
    }

    private static Event stored(VisitEvent event, Visitor visitor, Source source) {
        if (event instanceof Pageview view) {
            return new Pageview(view.id(), view.site(), visitor, view.path(), source, view.device(), view.props());
        } else if (event instanceof Engagement engagement) {
            return new Engagement(
                    engagement.id(),
                    engagement.site(),
                    visitor,
                    engagement.path(),
                    source,
                    engagement.device(),
                    engagement.engagedMillis(),
                    engagement.scrollPercent());
        }
        CustomEvent custom = (CustomEvent) event;
        return new CustomEvent(
                custom.id(),
                custom.site(),
                visitor,
                custom.path(),
                source,
                custom.device(),
                custom.category(),
                custom.action(),
                custom.label(),
                custom.value(),
                custom.revenue(),
                custom.props());
    }
}
