package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siteedge.edge.experiment.Experiment.Group;
import dev.siteedge.edge.experiment.Experiment.Status;
import dev.siteedge.edge.experiment.Experiment.Unit;
import dev.siteedge.edge.experiment.Experiment.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code experiments} in the manifest or in an answer of the edge, and checks it. */
final class ExperimentReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern VARIANT = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MAX_GOALS = 20;

    private final Fields fields;

    private ExperimentReader(Fields fields) {
        this.fields = fields;
    }

    /** @throws InvalidExperimentException naming the experiment, the key, the value and what would do */
    static Experiment read(JsonNode entry) {
        String id = entry.path("id").asText("");
        if (!ID.matcher(id).matches()) {
            throw new InvalidExperimentException("id of an experiment is wrong: '" + id
                    + "'; it must be 1 to 64 of a-z, 0-9 and '-'. Correct it in _data/experiments.yml.");
        }
        return new ExperimentReader(new Fields("experiment '" + id + "'", entry)).read(id, entry);
    }

    private Experiment read(String id, JsonNode entry) {
        List<Variant> variants = variants(entry.path("variants"));
        Experiment experiment = new Experiment(
                id,
                fields.text("name", id),
                status(),
                fields.optionalText("winner"),
                fields.number("coverage", 1, 0, 1),
                fields.text("seed", id),
                fields.instant("starts"),
                fields.instant("ends"),
                group(entry.path("group")),
                goals(entry.path("goals")),
                unit(),
                variants,
                entry);
        checkWinner(experiment);
        checkSchedule(experiment);
        return experiment;
    }

    private Status status() {
        String text = fields.text("status", "draft");
        return Stream.of(Status.values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> fields.wrong("status", text, "choices: draft, running, stopped"));
    }

    private Unit unit() {
        String text = fields.text("unit", Unit.VISITOR_DAY.text());
        return Stream.of(Unit.values())
                .filter(u -> u.text().equals(text))
                .findFirst()
                .orElseThrow(() -> fields.wrong("unit", text, "choices: visitor-day, user"));
    }

    private @Nullable Group group(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        Fields inner = fields.inner("group", node);
        String name = inner.text("name", "");
        double from = inner.number("from", 0, 0, 1);
        double to = inner.number("to", 1, 0, 1);
        if (name.isEmpty() || to <= from) {
            throw fields.wrong("group", node.toString(), "it needs a name and from < to, both 0 to 1");
        }
        return new Group(name, from, to);
    }

    private List<String> goals(JsonNode node) {
        List<String> goals = new ArrayList<>();
        if (node.isTextual()) {
            goals.add(node.asText());
        }
        node.forEach(goal -> goals.add(goal.asText("")));
        if (goals.size() > MAX_GOALS || goals.contains("")) {
            throw fields.wrong("goals", node.toString(), "at most " + MAX_GOALS + " event names or paths");
        }
        return goals.stream().distinct().toList();
    }

    private List<Variant> variants(JsonNode node) {
        List<Variant> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode variant : node) {
            Fields inner = fields.inner("variants", variant);
            String name = inner.text("name", "");
            if (!VARIANT.matcher(name).matches() || !names.add(name)) {
                throw inner.wrong("name", name, "each name once, 1 to 32 of a-z, 0-9 and '-'");
            }
            variants.add(new Variant(name, inner.number("weight", 1, 0, 1_000_000)));
        }
        boolean weightless = variants.stream().allMatch(v -> v.weight() == 0);
        if (weightless || variants.size() > Experiment.MAX_VARIANTS) {
            throw fields.wrong(
                    "variants",
                    variants.toString(),
                    "1 to " + Experiment.MAX_VARIANTS + " variants, one at least with a weight above 0");
        }
        return variants;
    }

    private void checkWinner(Experiment experiment) {
        String winner = experiment.winner();
        if (winner != null && experiment.arm(winner) == Bucketing.NONE) {
            List<String> names =
                    experiment.variants().stream().map(Variant::name).toList();
            throw fields.wrong("winner", winner, "known variants: " + String.join(", ", names));
        }
    }

    private void checkSchedule(Experiment experiment) {
        if (experiment.starts() != null
                && experiment.ends() != null
                && !experiment.starts().isBefore(experiment.ends())) {
            throw fields.wrong("ends", experiment.ends().toString(), "it must be after starts");
        }
    }
}
