package dev.siteedge.maven.variant;

import dev.siteedge.maven.variant.Alignment.Range;
import dev.siteedge.maven.variant.HtmlTokens.Balance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one experiment changes a page, and to what: ranges of the control that hold whole elements in every variant. */
final class Changes {
    private final List<String> control;
    private final Map<String, Alignment> variants = new LinkedHashMap<>();

    /**
     * One range.
     *
     * @param html by variant, without those that leave the range as it is
     */
    record Change(Range range, Map<String, String> html) {}

    /** @param pages the page's pieces by variant, without the control */
    Changes(List<String> control, Map<String, List<String>> pages) {
        this.control = control;
        pages.forEach((name, page) -> variants.put(name, new Alignment(control, page)));
    }

    /** In the order of the page, apart from each other; empty when a tag of the page itself is changed. */
    Optional<List<Change>> list() {
        List<Range> ranges = new ArrayList<>();
        for (Alignment variant : variants.values()) {
            ranges.addAll(variant.changes());
        }
        Optional<List<Range>> whole = whole(ranges);
        return whole.map(found -> found.stream().map(this::change).toList());
    }

    private Optional<List<Range>> whole(List<Range> ranges) {
        List<Range> now = joined(ranges);
        for (int i = 0; i < now.size(); ) {
            Range range = now.get(i);
            Optional<Range> wider = wider(range);
            if (wider.isEmpty()) {
                return Optional.empty();
            }
            if (wider.get().equals(range)) {
                i++;
                continue;
            }
            now.set(i, wider.get());
            now = joined(now);
            i = 0;
        }
        return Optional.of(now);
    }

    /** The range itself when it is fit to be kept in templates; one piece more when not; empty when it never will be. */
    private Optional<Range> wider(Range range) {
        Balance worst = HtmlTokens.balance(control.subList(range.from(), range.to()));
        for (Alignment variant : variants.values()) {
            if (!variant.isBounded(range)) {
                return grow(range, true, true);
            }
            Balance balance = HtmlTokens.balance(variant.inVariant(range));
            worst = worst == Balance.WHOLE ? balance : worst;
        }
        return switch (worst) {
            case WHOLE -> Optional.of(range);
            case NEEDS_BEFORE -> grow(range, true, false);
            case NEEDS_AFTER -> grow(range, false, true);
            case NEVER -> Optional.empty();
        };
    }

    private Optional<Range> grow(Range range, boolean before, boolean after) {
        int from = before ? Math.max(0, range.from() - 1) : range.from();
        int to = after ? Math.min(control.size(), range.to() + 1) : range.to();
        Range grown = new Range(from, to);
        return grown.equals(range) ? Optional.empty() : Optional.of(grown);
    }

    private static List<Range> joined(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> a.from() != b.from() ? a.from() - b.from() : a.to() - b.to());
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.touches(range)) {
                joined.set(joined.size() - 1, last.with(range));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    private Change change(Range range) {
        String own = String.join("", control.subList(range.from(), range.to()));
        Map<String, String> html = new LinkedHashMap<>();
        variants.forEach((name, variant) -> {
            String text = String.join("", variant.inVariant(range));
            if (!text.equals(own)) {
                html.put(name, text);
            }
        });
        return new Change(range, html);
    }
}
