package dev.siteedge.edge.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the owner's objects that no manifest names: what was put by a step whose process died before its commit. They go
 * through the manifest's list before they are deleted: whoever lost the log meanwhile can't write that list, and what a
 * new owner puts carries another epoch in its name. The only reader of listings; it runs once a day and for an erasure.
 */
final class Sweep {
    private static final Pattern FLUSHED = Pattern.compile("^l0/" + Recovery.OWNER + "/\\d+-\\d+-(\\d{1,18})[-.].*");
    private static final Pattern COMPACTED = Pattern.compile("^v1/.*/" + Recovery.OWNER + "-\\d+-[0-9a-f]+\\.parquet$");

    private final Flusher flusher;
    private final Ownership ownership;
    private final ObjectStore store;

    Sweep(Flusher flusher, Ownership ownership, ObjectStore store) {
        this.flusher = flusher;
        this.ownership = ownership;
        this.store = store;
    }

    /** Adds what it finds to the manifest's list of what has to go. */
    void run() {
        Manifest manifest = ownership.manifest();
        List<String> orphans = orphans(manifest);
        if (!orphans.isEmpty()) {
            List<String> deleting = new ArrayList<>(manifest.deleting());
            deleting.addAll(orphans);
            flusher.swapNow(manifest.withFiles(manifest.files(), deleting));
        }
    }

    /** Flushed objects above the manifest's position may be on their way into it. */
    private List<String> orphans(Manifest manifest) {
        Set<String> named = new HashSet<>(manifest.deleting());
        manifest.files().forEach(file -> named.add(file.key()));
        List<String> orphans = new ArrayList<>();
        for (String key : store.list("l0/" + Recovery.OWNER + "/")) {
            Matcher flushed = FLUSHED.matcher(key);
            if (!named.contains(key) && flushed.matches() && Long.parseLong(flushed.group(1)) <= manifest.position()) {
                orphans.add(key);
            }
        }
        for (String key : store.list("v1/")) {
            if (!named.contains(key) && COMPACTED.matcher(key).matches()) {
                orphans.add(key);
            }
        }
        return orphans;
    }
}
