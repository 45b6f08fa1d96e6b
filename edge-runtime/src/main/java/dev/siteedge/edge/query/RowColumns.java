package dev.siteedge.edge.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.event.Allocation;
import dev.siteedge.edge.event.CustomEvent;
import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Revenue;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Visit;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * A row as columns, in the table of pending rows and in Parquet alike. Text that is unknown is the empty string; numbers
 * that do not apply are NULL. Times are milliseconds since 1970 in UTC.
 */
final class RowColumns {
    /** Columns are only ever added, at the end. */
    static final String DEFINITION = "position BIGINT, id VARCHAR, site VARCHAR, kind VARCHAR, received TIMESTAMP_MS,"
            + " visitor BIGINT, session BIGINT, session_start TIMESTAMP_MS, path VARCHAR, entry_page VARCHAR,"
            + " referrer VARCHAR, source VARCHAR, utm_medium VARCHAR, utm_source VARCHAR, utm_campaign VARCHAR,"
            + " utm_content VARCHAR, utm_term VARCHAR, country VARCHAR, device VARCHAR, browser VARCHAR, os VARCHAR,"
            + " category VARCHAR, action VARCHAR, label VARCHAR, value DOUBLE, props VARCHAR,"
            + " revenue_amount DECIMAL(15,3), revenue_currency VARCHAR, engaged_ms BIGINT, scroll INTEGER,"
            + " experiment VARCHAR, phase VARCHAR, unit VARCHAR, variant VARCHAR, goal VARCHAR, \"user\" VARCHAR,"
            + " time TIMESTAMP_MS";

    /**
     * Pageviews are nearly all of the rows, and appending takes time by the column: they have a table of their own, without
     * what is the same in all of them.
     */
    static final String PAGEVIEW_DEFINITION = "position BIGINT, id VARCHAR, site VARCHAR, received TIMESTAMP_MS,"
            + " visitor BIGINT, session BIGINT, session_start TIMESTAMP_MS, path VARCHAR, entry_page VARCHAR,"
            + " referrer VARCHAR, source VARCHAR, utm_medium VARCHAR, utm_source VARCHAR, utm_campaign VARCHAR,"
            + " utm_content VARCHAR, utm_term VARCHAR, country VARCHAR, device VARCHAR, browser VARCHAR, os VARCHAR,"
            + " props VARCHAR, \"user\" VARCHAR, time TIMESTAMP_MS";

    /** All rows with all columns, over the two tables. */
    static String union(String pageviews, String others) {
        return "SELECT * FROM " + others + " UNION ALL BY NAME SELECT *, '" + PAGEVIEW + "' AS kind,"
                + " '' AS category, '' AS action, '' AS label, '' AS revenue_currency, '' AS experiment, '' AS phase,"
                + " '' AS unit, '' AS variant, '' AS goal FROM " + pageviews;
    }

    /** When a row happened: files that were written before events had their own time lack the column. */
    static final String TIME = "coalesce(time, received)";

    static final String PAGEVIEW = "pageview";
    static final String CUSTOM = "event";
    static final String ENGAGEMENT = "engagement";
    static final String EXPOSURE = "exposure";
    static final String ALLOCATION = "allocation";
    static final String GOAL = "goal";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> PROPS = new TypeReference<>() {};

    private RowColumns() {}

    /** Appends to the table of pageviews. */
    static void append(DuckDBAppender out, Row row, Pageview event) throws SQLException {
        out.beginRow();
        out.append(row.position()).append(event.id()).append(event.site());
        out.appendEpochMillis(row.received());
        visit(out, row, event);
        out.append(json(event.props()));
        user(out, event);
        out.appendEpochMillis(row.time());
        out.endRow();
    }

    /** Appends to the table of all other rows. */
    static void append(DuckDBAppender out, Row row) throws SQLException {
        Event event = row.event();
        out.beginRow();
        out.append(row.position()).append(event.id()).append(event.site()).append(kind(event));
        out.appendEpochMillis(row.received());
        if (event instanceof VisitEvent visit) {
            visit(out, row, visit);
            details(out, visit);
            for (int experimentColumn = 0; experimentColumn < 5; experimentColumn++) {
                out.append("");
            }
            user(out, visit);
        } else if (event instanceof ExperimentEvent fact) {
            experiment(out, fact);
        }
        out.appendEpochMillis(row.time());
        out.endRow();
    }

    /** What {@link #read} needs, over rows of all columns. */
    static final String READ = "SELECT *, epoch_ms(received) AS received_ms, epoch_ms(" + TIME + ") AS time_ms,"
            + " epoch_ms(session_start) AS start_ms FROM ";

    /** A FROM clause over Parquet files, {@code ?} each, with all columns: those that a file lacks are NULL. */
    static String parquet(int files) {
        return "(SELECT * FROM pending WHERE false UNION ALL BY NAME SELECT * FROM read_parquet([?"
                + ", ?".repeat(files - 1) + "], union_by_name = true, hive_partitioning = false))";
    }

    /** Reads one row of {@link #READ}. */
    static Row read(ResultSet in) throws SQLException {
        String kind = in.getString("kind");
        Event event = switch (kind) {
            case PAGEVIEW, CUSTOM, ENGAGEMENT -> visitEvent(in, kind);
            default -> experimentEvent(in, kind);
        };
        return new Row(in.getLong("position"), in.getLong("received_ms"), in.getLong("time_ms"), event, visit(in));
    }

    private static String kind(Event event) {
        if (event instanceof Pageview) {
            return PAGEVIEW;
        } else if (event instanceof CustomEvent) {
            return CUSTOM;
        } else if (event instanceof Engagement) {
            return ENGAGEMENT;
        } else if (event instanceof Exposure) {
            return EXPOSURE;
        } else if (event instanceof Allocation) {
            return ALLOCATION;
        }
        return GOAL;
    }

    private static void visit(DuckDBAppender out, Row row, VisitEvent event) throws SQLException {
        Visit visit = row.visit();
        out.append(row.visitor());
        if (visit == null) {
            out.appendNull().appendNull();
        } else {
            out.append(visit.session()).appendEpochMillis(visit.start());
        }
        out.append(event.path()).append(visit == null ? "" : visit.entryPage());
        source(out, visit == null ? event.source() : visit.source());
        Device device = event.device();
        out.append(device.country())
                .append(device.type())
                .append(device.browser())
                .append(device.os());
    }

    private static void user(DuckDBAppender out, VisitEvent event) throws SQLException {
        String user = event.visitor().user();
        out.append(user == null ? "" : user);
    }

    private static void source(DuckDBAppender out, Source source) throws SQLException {
        out.append(source.referrer()).append(source.source()).append(source.utmMedium());
        out.append(source.utmSource()).append(source.utmCampaign()).append(source.utmContent());
        out.append(source.utmTerm());
    }

    private static void details(DuckDBAppender out, VisitEvent event) throws SQLException {
        if (event instanceof CustomEvent custom) {
            Revenue revenue = custom.revenue();
            out.append(custom.category()).append(custom.action()).append(custom.label());
            out.append(custom.value());
            out.append(json(custom.props()));
            out.append(revenue == null ? null : revenue.amount().setScale(3));
            out.append(revenue == null ? "" : revenue.currency());
            out.appendNull().appendNull();
        } else if (event instanceof Engagement engagement) {
            out.append("")
                    .append("")
                    .append("")
                    .appendNull()
                    .append("")
                    .appendNull()
                    .append("");
            out.append(engagement.engagedMillis()).append(engagement.scrollPercent());
        } else {
            out.append("").append("").append("").appendNull();
            out.append(json(((Pageview) event).props()));
            out.appendNull().append("").appendNull().appendNull();
        }
    }

    private static void experiment(DuckDBAppender out, ExperimentEvent event) throws SQLException {
        out.appendNull().appendNull().appendNull();
        // path, entry_page, 7 of the source, 4 of the device, category, action, label
        for (int visitColumn = 0; visitColumn < 16; visitColumn++) {
            out.append("");
        }
        out.append(event instanceof GoalReached goal ? goal.value() : null);
        out.append("").appendNull().append("").appendNull().appendNull();
        out.append(event.experiment()).append(event.phase()).append(event.unit());
        out.append(variant(event));
        out.append(event instanceof GoalReached goal ? goal.goal() : "").append("");
    }

    private static String variant(ExperimentEvent event) {
        if (event instanceof Exposure exposure) {
            return exposure.variant();
        }
        return event instanceof Allocation allocation ? allocation.variant() : "";
    }

    private static Event visitEvent(ResultSet in, String kind) throws SQLException {
        String id = in.getString("id");
        String site = in.getString("site");
        String user = in.getString("user");
        Visitor visitor = new Visitor(in.getLong("visitor"), null, null, user.isEmpty() ? null : user);
        String path = in.getString("path");
        Device device = new Device(
                in.getString("country"), in.getString("device"), in.getString("browser"), in.getString("os"));
        return switch (kind) {
            case PAGEVIEW -> new Pageview(id, site, visitor, path, source(in), device, props(in));
            case ENGAGEMENT ->
                new Engagement(
                        id, site, visitor, path, source(in), device, in.getLong("engaged_ms"), in.getInt("scroll"));
            default ->
                new CustomEvent(
                        id,
                        site,
                        visitor,
                        path,
                        source(in),
                        device,
                        in.getString("category"),
                        in.getString("action"),
                        in.getString("label"),
                        number(in),
                        revenue(in),
                        props(in));
        };
    }

    private static Event experimentEvent(ResultSet in, String kind) throws SQLException {
        String id = in.getString("id");
        String site = in.getString("site");
        String experiment = in.getString("experiment");
        String phase = in.getString("phase");
        String unit = in.getString("unit");
        return switch (kind) {
            case EXPOSURE -> new Exposure(id, site, experiment, phase, unit, in.getString("variant"));
            case ALLOCATION -> new Allocation(id, site, experiment, phase, unit, in.getString("variant"));
            case GOAL -> new GoalReached(id, site, experiment, phase, unit, in.getString("goal"), number(in));
            default -> throw new SQLException("a row of the unknown kind '" + kind + "'");
        };
    }

    private static @Nullable Visit visit(ResultSet in) throws SQLException {
        long session = in.getLong("session");
        if (in.wasNull()) {
            return null;
        }
        return new Visit(
                session, in.getLong("start_ms"), in.getLong("visitor"), source(in), in.getString("entry_page"));
    }

    private static Source source(ResultSet in) throws SQLException {
        return new Source(
                in.getString("referrer"),
                in.getString("source"),
                in.getString("utm_medium"),
                in.getString("utm_source"),
                in.getString("utm_campaign"),
                in.getString("utm_content"),
                in.getString("utm_term"));
    }

    private static @Nullable Double number(ResultSet in) throws SQLException {
        double value = in.getDouble("value");
        return in.wasNull() ? null : value;
    }

    private static @Nullable Revenue revenue(ResultSet in) throws SQLException {
        BigDecimal amount = in.getBigDecimal("revenue_amount");
        return amount == null ? null : new Revenue(amount, in.getString("revenue_currency"));
    }

    private static String json(Map<String, String> props) {
        try {
            return props.isEmpty() ? "" : JSON.writeValueAsString(new TreeMap<>(props));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are writable as JSON", e);
        }
    }

    private static Map<String, String> props(ResultSet in) throws SQLException {
        String json = in.getString("props");
        try {
            return json.isEmpty() ? Map.of() : JSON.readValue(json, PROPS);
        } catch (JsonProcessingException e) {
            throw new SQLException("a row's props are no JSON", e);
        }
    }
}
