package dev.siteedge.edge.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siteedge.edge.experiment.ExperimentCatalog;
import dev.siteedge.edge.experiment.LiveExperiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page in all its renditions. The file of each combination of arms stands at a fixed place of an array (mixed radix, the
 * first experiment counts least), so that a choice neither hashes nor allocates. Immutable.
 */
public final class Page {
    private static final int MAX_COMBINATIONS = 65_536;

    private final String url;
    private final List<LiveExperiment> experiments;
    private final @Nullable String[] files;
    private final String control;

    private Page(String url, List<LiveExperiment> experiments, @Nullable String[] files, String control) {
        this.url = url;
        this.experiments = List.copyOf(experiments);
        this.files = files;
        this.control = control;
    }

    /** @throws InvalidSiteException when the page names an unknown experiment or has no control */
    static Page read(String url, JsonNode json, ExperimentCatalog catalog) {
        List<LiveExperiment> experiments = new ArrayList<>();
        int combinations = 1;
        for (JsonNode id : json.path("experiments")) {
            LiveExperiment experiment = catalog.find(id.asText());
            if (experiment == null) {
                throw new InvalidSiteException("page " + url + " is wrong: experiment '" + id.asText()
                        + "'; the manifest does not define it. Build the site again.");
            }
            experiments.add(experiment);
            combinations *= experiment.variants().size();
            if (combinations > MAX_COMBINATIONS) {
                throw new InvalidSiteException("page " + url + " is wrong: more than " + MAX_COMBINATIONS
                        + " combinations of variants. Put its experiments in one group.");
            }
        }
        @Nullable String[] files = new String[combinations];
        json.path("renditions").properties().forEach(r -> {
            int place = place(experiments, r.getKey());
            if (place >= 0) {
                files[place] = r.getValue().path("file").asText();
            }
        });
        String control = files[0];
        if (control == null) {
            throw new InvalidSiteException(
                    "page " + url + " is wrong: it has no rendition of controls only. Build the site again.");
        }
        return new Page(url, experiments, files, control);
    }

    /** The place of a key such as {@code hero=bold+layout=control}, -1 for arms that are defined no more. */
    private static int place(List<LiveExperiment> experiments, String key) {
        int place = 0;
        for (String part : key.split("\\+")) {
            String[] pair = part.split("=", 2);
            int radix = 1;
            for (LiveExperiment experiment : experiments) {
                if (pair.length == 2 && experiment.definition().id().equals(pair[0])) {
                    int arm = experiment.arm(pair[1]);
                    if (arm < 0) {
                        return -1;
                    }
                    place += radix * arm;
                }
                radix *= experiment.variants().size();
            }
        }
        return place;
    }

    /** As the manifest names it. */
    public String url() {
        return url;
    }

    /** In file order. */
    List<LiveExperiment> experiments() {
        return experiments;
    }

    /** Every file of the page, the control's included. */
    List<String> files() {
        List<String> all = new ArrayList<>();
        for (String file : files) {
            if (file != null) {
                all.add(file);
            }
        }
        return all;
    }

    /** The file of the control, where the page is without experiments. */
    String control() {
        return control;
    }

    /**
     * The file for a visitor; the control's when the combination was not baked.
     *
     * @param bucket 0 to 9,999, or negative for a visitor without one, who sees what everyone outside sees
     */
    String choose(int bucket, Instant at) {
        return choose(bucket, at, Map.of());
    }

    /** @param forced variants by experiment that win over the bucket */
    String choose(int bucket, Instant at, Map<String, String> forced) {
        int place = 0;
        int radix = 1;
        for (int i = 0; i < experiments.size(); i++) {
            LiveExperiment experiment = experiments.get(i);
            int arm = forced.isEmpty()
                    ? -1
                    : experiment.arm(forced.get(experiment.definition().id()));
            if (arm < 0) {
                arm = bucket < 0 ? experiment.shownToAll() : experiment.shown(bucket, at);
            }
            place += radix * arm;
            radix *= experiment.variants().size();
        }
        String file = files[place];
        return file == null ? control : file;
    }
}
