package dev.siteedge.maven.variant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes of one baked site a complete site for each variant of each experiment, in {@code <experiment>/<variant>/}, with
 * {@code matrix.json} for a CI service and {@code index.html} to look at them side by side.
 */
public final class VariantSites {
    private final BakedSite site;
    private final Path target;
    private final Path base;
    private final Set<String> files;
    private final Links links;
    private final List<String> problems = new ArrayList<>();
    private final ArrayNode matrix = JsonNodeFactory.instance.arrayNode();

    private VariantSites(BakedSite site, Path target, Path base) throws IOException {
        this.site = site;
        this.target = target;
        this.base = base;
        this.files = site.files();
        this.links = new Links(files, site.baseurl());
    }

    /**
     * What came of it.
     *
     * @param sites how many were written
     * @param problems one line each: an experiment without a page, a variant like the control, a link broken by a variant
     */
    public record Result(int sites, List<String> problems) {}

    /**
     * Replaces the target.
     *
     * @param built the folder of a baked site
     * @param base what paths in {@code matrix.json} are relative to
     */
    public static Result write(Path built, Path target, Path base) throws IOException {
        delete(target);
        Files.createDirectories(target);
        return new VariantSites(BakedSite.read(built), target, base).write();
    }

    private Result write() throws IOException {
        Viewer viewer = new Viewer(target, site.baseurl());
        for (Map.Entry<String, List<String>> experiment : site.experiments().entrySet()) {
            String id = experiment.getKey();
            if (site.pages(id, experiment.getValue().get(0)).isEmpty()) {
                problems.add("experiment '" + id + "' is on no page. Use it in one, or remove it.");
                continue;
            }
            for (String variant : experiment.getValue()) {
                Map<String, String> pages = site.pages(id, variant);
                write(id, variant, pages);
                viewer.add(id, variant, pages.keySet());
                if (!variant.equals(experiment.getValue().get(0))) {
                    check(id, variant, pages);
                }
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("include", matrix);
        Files.writeString(target.resolve("matrix.json"), json + "\n");
        viewer.write();
        return new Result(matrix.size(), List.copyOf(problems));
    }

    private void write(String experiment, String variant, Map<String, String> pages) throws IOException {
        Path folder = target.resolve(experiment).resolve(variant);
        for (String file : files) {
            link(site.path(pages.getOrDefault(file, file)), folder.resolve(file));
        }
        matrix.addObject()
                .put("experiment", experiment)
                .put("variant", variant)
                .put("path", base.relativize(folder).toString().replace('\\', '/'));
    }

    private void check(String experiment, String variant, Map<String, String> pages) throws IOException {
        boolean differs = false;
        for (Map.Entry<String, String> page : pages.entrySet()) {
            String control = site.plain(page.getKey());
            String own = site.plain(page.getValue());
            differs |= !own.equals(control);
            Set<String> broken = links.broken(page.getKey(), own);
            broken.removeAll(links.broken(page.getKey(), control));
            for (String link : broken) {
                problems.add(page.getKey() + ": link '" + link + "' leads nowhere in variant '" + variant
                        + "' of experiment '" + experiment + "', which the control does not have. Correct it.");
            }
        }
        if (!differs) {
            problems.add("variant '" + variant + "' of experiment '" + experiment
                    + "' is the same as the control on every page. Give it something of its own, or remove it.");
        }
    }

    /** No second copy where the file system can do without. */
    private static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
