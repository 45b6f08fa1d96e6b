package dev.siteedge.edge.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Filters as conditions of a prepared statement: columns come from a fixed list, values are bound. A {@code *} stands
 * for any characters, {@code \*} for a star. Attributes of a visit are those of its first event, and every event of the
 * visit carries them.
 */
final class FilterSql {
    private static final String NAME = "event:name";
    private static final String NAME_SQL = "CASE kind WHEN 'pageview' THEN 'pageview' ELSE action END";
    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.ofEntries(
            Map.entry("event:page", "path"),
            Map.entry(NAME, NAME_SQL),
            Map.entry("visit:entry_page", "entry_page"),
            Map.entry("visit:source", "source"),
            Map.entry("visit:referrer", "referrer"),
            Map.entry("visit:country", "country"),
            Map.entry("visit:device", "device"),
            Map.entry("visit:browser", "browser"),
            Map.entry("visit:os", "os"),
            Map.entry("visit:utm_medium", "utm_medium"),
            Map.entry("visit:utm_source", "utm_source"),
            Map.entry("visit:utm_campaign", "utm_campaign"),
            Map.entry("visit:utm_content", "utm_content"),
            Map.entry("visit:utm_term", "utm_term")));

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** @throws IllegalArgumentException for a property that is not known; the message is for people */
    FilterSql(List<Filter> filters) {
        for (Filter filter : filters) {
            sql.append(" AND ").append(filter.negated() ? "NOT (" : "(");
            String separator = "";
            for (String value : filter.values()) {
                sql.append(separator);
                condition(filter.property(), value);
                separator = " OR ";
            }
            sql.append(')');
        }
    }

    /** Starts with {@code AND} unless empty. */
    String sql() {
        return sql.toString();
    }

    List<Object> values() {
        return List.copyOf(values);
    }

    /** @throws IllegalArgumentException for a property that is not known; the message is for people */
    static String column(String property) {
        String column = COLUMNS.get(property);
        if (column == null) {
            throw new IllegalArgumentException(
                    "property is wrong: " + property + "; one of " + String.join(", ", COLUMNS.keySet()) + ".");
        }
        return column;
    }

    private void condition(String property, String value) {
        String pattern = like(value);
        sql.append(column(property)).append(" LIKE ? ESCAPE '\\'");
        values.add(pattern);
        if (property.equals(NAME)) {
            sql.append(" OR (category <> '' AND category || ':' || action LIKE ? ESCAPE '\\')");
            values.add(pattern);
        }
    }

    private static String like(String value) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escapes = c == '\\' && i + 1 < value.length() && "*|\\".indexOf(value.charAt(i + 1)) >= 0;
            if (escapes) {
                i++;
                literal(pattern, value.charAt(i));
            } else if (c == '*') {
                pattern.append('%');
            } else {
                literal(pattern, c);
            }
        }
        return pattern.toString();
    }

    private static void literal(StringBuilder pattern, char c) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern.append('\\');
        }
        pattern.append(c);
    }
}
