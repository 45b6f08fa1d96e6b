package dev.siteedge.edge.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Erasures that are logged and not in the manifest. Every swap that moves the manifest's position past one lists it
 * there, because the log may be trimmed from then on: so it is always in one of the two. On the flush thread.
 */
final class Erasures {
    private final List<Erasing> unlisted;

    Erasures(List<Erasing> unlisted) {
        this.unlisted = new ArrayList<>(unlisted);
    }

    void add(Erasing wish) {
        unlisted.add(wish);
    }

    /** The manifest with those that it covers. */
    Manifest listIn(Manifest manifest) {
        Map<String, Erasing> all = new LinkedHashMap<>();
        manifest.erasing().forEach(listed -> all.put(listed.receipt(), listed));
        unlisted.stream()
                .filter(wish -> wish.position() <= manifest.position())
                .forEach(wish -> all.merge(wish.receipt(), wish, Erasures::later));
        return manifest.withErasing(List.copyOf(all.values()));
    }

    /** A copy of the log's folder may bring a wish along behind what another process listed of it. */
    private static Erasing later(Erasing listed, Erasing wish) {
        return wish.position() > listed.position() ? listed.at(wish.position()) : listed;
    }

    /** The manifest is in the store. */
    void committed(Manifest manifest) {
        unlisted.removeIf(wish -> isListed(wish, manifest));
    }

    /** All that are not done, the oldest first. */
    List<Erasing> open(Optional<Manifest> manifest) {
        List<Erasing> open = new ArrayList<>();
        manifest.ifPresent(known -> open.addAll(known.erasing()));
        open.addAll(unlisted);
        return open;
    }

    /** Up to which position no row of a site may be shown. */
    static Map<String, Long> bySite(List<Erasing> open) {
        Map<String, Long> through = new HashMap<>();
        open.forEach(wish -> through.merge(wish.site(), wish.position(), Math::max));
        return through;
    }

    private static boolean isListed(Erasing wish, Manifest manifest) {
        return manifest.erasing().stream()
                .anyMatch(listed -> listed.receipt().equals(wish.receipt()) && listed.position() >= wish.position());
    }
}
