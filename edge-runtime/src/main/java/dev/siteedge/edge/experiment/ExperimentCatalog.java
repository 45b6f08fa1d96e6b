package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All experiments of one site as of one release. Immutable, safe for use by many threads. */
public final class ExperimentCatalog {
    /** How many experiments one site may define. */
    static final int MAX_EXPERIMENTS = 1_000;

    private final String site;
    private final Map<String, LiveExperiment> byId = new LinkedHashMap<>();
    private final Map<String, List<LiveExperiment>> byGoal = new HashMap<>();

    /** @throws InvalidExperimentException when two have one id or there are more than 1,000 */
    ExperimentCatalog(String site, List<Experiment> experiments) {
        if (experiments.size() > MAX_EXPERIMENTS) {
            throw new InvalidExperimentException("number of experiments is wrong: " + experiments.size() + "; at most "
                    + MAX_EXPERIMENTS + ". Remove stopped ones.");
        }
        this.site = site;
        experiments.forEach(this::add);
    }

    private void add(Experiment experiment) {
        LiveExperiment live = new LiveExperiment(experiment);
        if (byId.putIfAbsent(experiment.id(), live) != null) {
            throw new InvalidExperimentException("id of an experiment is wrong: '" + experiment.id()
                    + "' is there twice; ids are unique. Rename one of them.");
        }
        experiment
                .goals()
                .forEach(goal ->
                        byGoal.computeIfAbsent(goal, g -> new ArrayList<>()).add(live));
    }

    /**
     * Reads the {@code experiments} of a manifest.
     *
     * @throws InvalidExperimentException for the first entry that can't be used
     */
    public static ExperimentCatalog read(String site, JsonNode entries) {
        List<Experiment> experiments = new ArrayList<>();
        entries.forEach(entry -> experiments.add(ExperimentReader.read(entry)));
        return new ExperimentCatalog(site, experiments);
    }

    /** The site's id. */
    public String site() {
        return site;
    }

    /** In file order. */
    public Collection<LiveExperiment> all() {
        return byId.values();
    }

    public @Nullable LiveExperiment find(String id) {
        return byId.get(id);
    }

    /** Those that name the goal, running or not. */
    List<LiveExperiment> withGoal(String goal) {
        return byGoal.getOrDefault(goal, List.of());
    }
}
