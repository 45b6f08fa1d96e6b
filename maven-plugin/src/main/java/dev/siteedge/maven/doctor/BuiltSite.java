package dev.siteedge.maven.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A built site as the checks look at it, in memory: its folder is gone when they do.
 *
 * @param files all of them, relative to the site, with {@code /} between names, sorted
 * @param pages its HTML files, renditions too
 * @param listings its XML files, by which other machines find pages
 * @param headers the lines of {@code _headers}, empty without one
 * @param manifest {@code _edge/manifest.json}, a missing node without one
 */
record BuiltSite(
        List<String> files, List<PageFacts> pages, List<Listing> listings, List<String> headers, JsonNode manifest) {
    /** Below it the renditions lie. */
    static final String VARIANTS = "_edge/variants/";

    private static final String MANIFEST = "_edge/manifest.json";

    static BuiltSite read(Path site) throws IOException {
        List<String> files = files(site);
        List<PageFacts> pages = new ArrayList<>();
        List<Listing> listings = new ArrayList<>();
        for (String file : files) {
            String lower = file.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".html") || lower.endsWith(".htm")) {
                pages.add(PageFacts.of(file, Files.readAllBytes(site.resolve(file))));
            } else if (lower.endsWith(".xml")) {
                Listing.of(file, Files.readAllBytes(site.resolve(file))).ifPresent(listings::add);
            }
        }
        return new BuiltSite(files, pages, listings, lines(site.resolve("_headers")), manifest(site.resolve(MANIFEST)));
    }

    private static List<String> files(Path site) throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> site.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    private static JsonNode manifest(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? new JsonMapper().readTree(Files.readAllBytes(file))
                : MissingNode.getInstance();
    }
}
