package dev.siteedge.edge.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.siteedge.edge.experiment.ExperimentCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the build says of a site, read from {@code _edge/manifest.json}.
 *
 * @param site the site's id
 * @param baseurl below which the site is mounted, e.g. {@code /docs}; empty for the root
 * @param experimentConsent {@code off}, {@code visitor-day} or {@code cookie}
 * @param pages those with renditions
 * @param flags in flagd's format
 */
public record Manifest(
        String site,
        String baseurl,
        String experimentConsent,
        ExperimentCatalog experiments,
        List<Page> pages,
        JsonNode flags) {
    /** The version that this runtime reads; older ones stay readable. */
    static final int VERSION = 1;

    private static final String DEFAULT_SITE = "localhost";
    private static final String DEFAULT_CONSENT = "visitor-day";

    public Manifest {
        pages = List.copyOf(pages);
    }

    /** @throws InvalidSiteException when the manifest is newer than this runtime or is not JSON */
    static Manifest read(Path siteFolder) {
        Path file = siteFolder.resolve("_edge/manifest.json");
        if (!Files.exists(file)) {
            return parse(JsonNodeFactory.instance.objectNode(), file);
        }
        try {
            return parse(new ObjectMapper().readTree(file.toFile()), file);
        } catch (IOException e) {
            throw new InvalidSiteException(
                    file + " is wrong: " + firstLine(e) + "; it must be JSON. Build the site again.");
        }
    }

    private static Manifest parse(JsonNode json, Path file) {
        int version = json.path("version").asInt(VERSION);
        if (version > VERSION) {
            throw new InvalidSiteException(
                    file + " is wrong: version " + version + "; this runtime reads up to version " + VERSION
                            + ". Update the runtime, or build the site with the plugin of the runtime's version.");
        }
        String site = json.path("site").asText(DEFAULT_SITE);
        ExperimentCatalog catalog = ExperimentCatalog.read(site, json.path("experiments"));
        List<Page> pages = new ArrayList<>();
        json.path("pages").properties().forEach(page -> pages.add(Page.read(page.getKey(), page.getValue(), catalog)));
        return new Manifest(
                site,
                baseurl(json.path("baseurl").asText("")),
                json.path("consent").path("experiments").asText(DEFAULT_CONSENT),
                catalog,
                pages,
                json.path("flags"));
    }

    private static String baseurl(String text) {
        String trimmed = text.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
