package dev.siteedge.edge.log;

import dev.siteedge.edge.event.Events;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Entries to log and what a log holds, as short as a test can be. */
public final class Logs {
    /** Room for everything. */
    public static final LogLimits ROOMY = LogLimits.ofLogBytes(1L << 40);

    private Logs() {}

    public static Routed view(String id) {
        return new Routed(7, Events.pageview(id, 1, "/"));
    }

    /** Views of the ids {@code from} to {@code to}, inclusive. */
    static List<Routed> views(int from, int to) {
        List<Routed> views = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            views.add(view(Integer.toString(id)));
        }
        return views;
    }

    static List<Batch.Logged> entries(EventLog log, long from) {
        List<Batch.Logged> all = new ArrayList<>();
        log.read(from, batch -> all.addAll(batch.entries()));
        return all;
    }

    static List<Long> positions(EventLog log) {
        return entries(log, 1).stream().map(Batch.Logged::position).toList();
    }

    /** Ids of the logged views in order. */
    static List<String> ids(EventLog log) {
        return entries(log, 1).stream()
                .map(logged -> ((Routed) logged.entry()).event().id())
                .toList();
    }

    static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            return found.getLong(1);
        }
    }
}
