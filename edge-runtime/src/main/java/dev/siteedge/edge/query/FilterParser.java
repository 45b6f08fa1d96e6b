package dev.siteedge.edge.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Plausible's v1 filters: {@code event:page==/a|/b*;visit:country!=FR}. Conditions are joined by {@code ;},
 * alternatives by {@code |}, a bar in a value is written {@code \|}, a star is a wildcard.
 */
final class FilterParser {
    private static final int MAX_FILTERS = 20;
    private static final int MAX_VALUES = 100;
    private static final Pattern CONDITION =
            Pattern.compile("\\s*([a-z:_]+|event:props:[^=!]+?)\\s*(==|!=)(.*)", Pattern.DOTALL);
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    private static final String PROPS = "event:props:";

    /** What can be asked for besides {@code event:props:*}. */
    static final List<String> PROPERTIES = List.of(
            "event:page",
            "event:name",
            "visit:entry_page",
            "visit:source",
            "visit:referrer",
            "visit:country",
            "visit:device",
            "visit:browser",
            "visit:os",
            "visit:utm_source",
            "visit:utm_medium",
            "visit:utm_campaign",
            "visit:utm_content",
            "visit:utm_term");

    private static final Set<String> KNOWN = Set.copyOf(PROPERTIES);

    private FilterParser() {}

    /** @throws BadParameterException naming the condition that can't be read */
    static List<Filter> parse(String text) {
        List<Filter> filters = new ArrayList<>();
        for (String condition : text.split(";")) {
            if (!condition.isBlank()) {
                filters.add(condition(condition));
            }
        }
        if (filters.size() > MAX_FILTERS) {
            throw new BadParameterException("filters", filters.size() + " conditions", "at most " + MAX_FILTERS);
        }
        return filters;
    }

    private static Filter condition(String text) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new BadParameterException(
                    "filters", text, "conditions such as event:page==/a|/b* or visit:country!=FR");
        }
        String property = matcher.group(1);
        List<String> values = new ArrayList<>();
        for (String value : BAR.split(matcher.group(3).strip(), -1)) {
            values.add(value.replace("\\|", "|"));
        }
        if (values.size() > MAX_VALUES) {
            throw new BadParameterException("filters", values.size() + " alternatives", "at most " + MAX_VALUES);
        }
        return new Filter(known(property), matcher.group(2).equals("!="), values);
    }

    private static String known(String property) {
        boolean custom = property.startsWith(PROPS) && property.length() > PROPS.length();
        if (!KNOWN.contains(property) && !custom) {
            throw new BadParameterException(
                    "filters", property, "known properties: " + String.join(", ", PROPERTIES) + ", " + PROPS + "*");
        }
        return property;
    }
}
