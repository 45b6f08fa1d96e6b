package dev.siteedge.edge.collect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A page without its query string, and what the query string said of the campaign. Nothing else of it is kept.
 *
 * @param path percent-decoded, starting with {@code /}; with the fragment where the client routes by it
 * @param campaign value by parameter, in lower case; the seven known ones, and whether a variant was forced
 */
record PagePath(String path, Map<String, String> campaign) {
    static final PagePath NONE = new PagePath("", Map.of());

    /** In the address of a page whose variant was forced, for a look at it. */
    private static final String FORCED = "site-edge-variant";

    private static final Set<String> CAMPAIGN =
            Set.of("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "source", "ref", FORCED);

    /** @param text path and query string as sent, starting with {@code /} */
    static PagePath of(String text, int maxValueChars) {
        int mark = text.indexOf('?');
        String path = Text.percentDecoded(mark < 0 ? text : text.substring(0, mark));
        return new PagePath(path, mark < 0 ? Map.of() : campaign(text.substring(mark + 1), maxValueChars));
    }

    String campaign(String parameter) {
        return campaign.getOrDefault(parameter, "");
    }

    /** Whether somebody looked at a variant that was not theirs: no experiment counts that. */
    boolean forced() {
        return campaign.containsKey(FORCED);
    }

    /** A value that is too long is cut: whoever made the link is not who sends the event. */
    private static Map<String, String> campaign(String query, int maxValueChars) {
        Map<String, String> campaign = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).toLowerCase(Locale.ROOT);
            if (CAMPAIGN.contains(name)) {
                String value = Text.percentDecoded(pair.substring(equals + 1).replace('+', ' '))
                        .strip();
                campaign.putIfAbsent(name, cut(value, maxValueChars));
            }
        }
        return campaign;
    }

    private static String cut(String value, int maxChars) {
        return value.length() <= maxChars ? value : Text.clean(value.substring(0, maxChars));
    }
}
