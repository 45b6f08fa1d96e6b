package dev.siteedge.maven.variant;

import dev.siteedge.maven.variant.Alignment.Range;
import dev.siteedge.maven.variant.Changes.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One file that shows every rendition of a page: the control, with the variants' parts in templates before it. */
final class InlinedPage {
    private final String url;
    private final List<String> control;
    private final Map<String, List<Change>> changes = new LinkedHashMap<>();

    /** @param url how messages name the page */
    InlinedPage(String url, String control) {
        this.url = url;
        this.control = HtmlTokens.of(control);
    }

    /**
     * Adds an experiment.
     *
     * @param pages the whole page by variant, all other experiments at their control
     * @throws StaticModeException when its changes can't be told apart from the page or from another experiment's
     */
    void add(String experiment, Map<String, String> pages) {
        Map<String, List<String>> tokens = new LinkedHashMap<>();
        pages.forEach((variant, html) -> tokens.put(variant, HtmlTokens.of(html)));
        List<Change> own = new Changes(control, tokens)
                .list()
                .orElseThrow(() -> new StaticModeException("page " + url + " is wrong: experiment '" + experiment
                        + "' changes the tags <html>, <head> or <body> themselves; mode static keeps variants in"
                        + " templates, which can't hold those. Change what is inside them, or use mode edge."));
        changes.forEach((other, theirs) -> {
            boolean meet = theirs.stream()
                    .anyMatch(
                            their -> own.stream().anyMatch(mine -> their.range().touches(mine.range())));
            if (meet) {
                throw new StaticModeException("page " + url + " is wrong: experiments '" + other + "' and '"
                        + experiment + "' change the same part of it; mode static can't combine them there. Move them"
                        + " apart, or use mode edge.");
            }
        });
        changes.put(experiment, own);
    }

    /** The page as a visitor with these variants sees it, for comparison with what was baked. */
    String shown(Map<String, String> variants) {
        return render((experiment, change) -> {
            String html = change.html().get(variants.getOrDefault(experiment, ""));
            Range range = change.range();
            return html == null ? String.join("", control.subList(range.from(), range.to())) : html;
        });
    }

    /** @param head the tag of the script that runs before the first of them */
    String html(String head) {
        String inlined = render((experiment, change) -> {
            StringBuilder html = new StringBuilder();
            change.html()
                    .forEach((variant, text) -> html.append("<template data-site-edge=\"")
                            .append(experiment)
                            .append('=')
                            .append(variant)
                            .append("\">")
                            .append(text)
                            .append("</template>"));
            String own = String.join(
                    "", control.subList(change.range().from(), change.range().to()));
            return html + PrePaintScript.CALL_TAG + own + "</template>";
        });
        int first = inlined.indexOf("<template data-site-edge=");
        int end = endOfHead(inlined);
        int at = first < 0 || end < first ? end : first;
        return inlined.substring(0, at) + head + inlined.substring(at);
    }

    boolean changed() {
        return changes.values().stream().anyMatch(list -> !list.isEmpty());
    }

    private int endOfHead(String html) {
        int at = 0;
        for (String token : HtmlTokens.of(html)) {
            if (HtmlTokens.is(token, "</head") || HtmlTokens.is(token, "<body")) {
                return at;
            }
            at += token.length();
        }
        throw new StaticModeException("page " + url + " is wrong: it has no </head> and no <body>; mode static puts its"
                + " script there. Give it a layout with a head.");
    }

    /** What stands in the place of a change. */
    private interface Part {
        String of(String experiment, Change change);
    }

    private String render(Part part) {
        record Placed(String experiment, Change change) {}
        List<Placed> placed = new ArrayList<>();
        changes.forEach((experiment, list) -> list.forEach(change -> placed.add(new Placed(experiment, change))));
        placed.sort((a, b) -> a.change.range().from() - b.change.range().from());
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (Placed next : placed) {
            Range range = next.change.range();
            html.append(String.join("", control.subList(at, range.from())));
            html.append(part.of(next.experiment, next.change));
            at = range.to();
        }
        return html.append(String.join("", control.subList(at, control.size()))).toString();
    }
}
