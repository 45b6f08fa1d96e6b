package dev.siteedge.edge.site;

import dev.siteedge.edge.experiment.Experiment.Variant;
import dev.siteedge.edge.experiment.LiveExperiment;
import dev.siteedge.edge.http.HttpProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;

/** Reads {@code ?site-edge-variant=hero.bold}, several joined by {@code +} or {@code ,} or given again. */
final class ForcedVariants {
    static final String PARAMETER = "site-edge-variant";
    static final String TOKEN = "site-edge-token";

    private ForcedVariants() {}

    /**
     * Variants by experiment; those of experiments that the page does not have are left out, so that a link with the
     * parameter can be followed through the site.
     *
     * @throws HttpProblem 400 when one of the page's experiments has no such variant
     */
    static Map<String, String> read(Fields parameters, Page page) {
        Map<String, String> forced = new HashMap<>();
        for (String value : parameters.getValuesOrEmpty(PARAMETER)) {
            for (String part : value.split("[ +,]")) {
                int dot = part.indexOf('.');
                String id = dot < 0 ? part : part.substring(0, dot);
                page.experiments().stream()
                        .filter(e -> e.definition().id().equals(id))
                        .forEach(e -> forced.put(id, known(e, part.substring(dot + 1))));
            }
        }
        return forced;
    }

    /** All that was asked for, as one text. */
    static String asked(Fields parameters) {
        return String.join(",", parameters.getValuesOrEmpty(PARAMETER));
    }

    private static String known(LiveExperiment experiment, String variant) {
        if (experiment.arm(variant) < 0) {
            List<String> names =
                    experiment.variants().stream().map(Variant::name).toList();
            throw new HttpProblem(
                    400,
                    "unknown_variant",
                    PARAMETER + " is wrong: unknown variant '" + variant + "' of experiment '"
                            + experiment.definition().id() + "'; known variants: " + String.join(", ", names)
                            + ". Choose one of them.");
        }
        return variant;
    }
}
