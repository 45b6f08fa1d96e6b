package dev.siteedge.maven.doctor;

import dev.siteedge.maven.html.TrackerTag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What the checks want to know of one HTML file.
 *
 * @param file relative to the site, with {@code /} between names
 * @param whole whether it is a page of its own and meant to be looked at: no fragment, nor a mere redirect
 * @param headEnd whether the head has an end that is written out, before which the tracker's tag goes
 * @param trackers how many tags of the tracker it holds
 * @param policies contents of its {@code <meta http-equiv="Content-Security-Policy">}
 */
record PageFacts(String file, boolean whole, boolean headEnd, int trackers, List<String> policies) {
    static PageFacts of(String file, byte[] page) {
        // Markup is ASCII in all encodings that matter here, so any one that loses no byte will do.
        String text = new String(page, StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        // Its selectors compare values without regard to case.
        Document document = Jsoup.parse(text);
        boolean redirect = !document.select("meta[http-equiv=refresh]").isEmpty();
        return new PageFacts(
                file,
                !redirect && (lower.contains("<html") || lower.contains("<!doctype")),
                lower.contains("</head") || lower.contains("<head") && lower.contains("<body"),
                (int) document.select("script[src]").eachAttr("src").stream()
                        .filter(src -> src.endsWith(TrackerTag.SCRIPT))
                        .count(),
                document.select("meta[http-equiv=content-security-policy]").eachAttr("content"));
    }
}
