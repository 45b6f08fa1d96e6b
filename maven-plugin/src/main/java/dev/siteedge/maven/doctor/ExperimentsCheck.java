package dev.siteedge.maven.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the experiments can tell anything: the build refuses what is written wrong, this check names what is written
 * well and leads nowhere.
 */
final class ExperimentsCheck implements Check {
    static final String NAME = "experiments";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<Finding> findings = new ArrayList<>();
        site.failureFor(NAME).ifPresent(findings::add);
        if (site.built() != null) {
            JsonNode manifest = site.built().manifest();
            Set<String> used = used(manifest);
            for (JsonNode experiment : manifest.path("experiments")) {
                if (experiment.path("status").asText().equals("running")) {
                    running(experiment, used, site.now(), findings);
                }
            }
        }
        return findings;
    }

    private static Set<String> used(JsonNode manifest) {
        Set<String> used = new TreeSet<>();
        for (JsonNode page : manifest.path("pages")) {
            page.path("experiments").forEach(id -> used.add(id.asText()));
        }
        return used;
    }

    private static void running(JsonNode experiment, Set<String> used, Instant now, List<Finding> findings) {
        String id = experiment.path("id").asText();
        if (!used.contains(id)) {
            findings.add(Finding.warn(
                    "experiment '" + id + "' is running and on no page",
                    "Put {% experiment " + id + " %} into a page or experiments: [" + id
                            + "] into its front matter, or set its status to draft."));
        }
        if (experiment.path("goals").isEmpty()) {
            findings.add(Finding.warn(
                    "experiment '" + id + "' has no goal, so that no variant can win",
                    "Add goals: with an event's name or a path."));
        }
        String ends = experiment.path("ends").asText();
        if (isPast(ends, now)) {
            findings.add(Finding.warn(
                    "experiment '" + id + "' is running and ended at " + ends,
                    "Set its status to stopped, with a winner if there is one, or a later end."));
        }
    }

    private static boolean isPast(String time, Instant now) {
        try {
            return !time.isEmpty() && OffsetDateTime.parse(time).toInstant().isBefore(now);
        } catch (DateTimeException e) {
            // The build accepts the time in another form; it knows what is a time.
            return false;
        }
    }
}
