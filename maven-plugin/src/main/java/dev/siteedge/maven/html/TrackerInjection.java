package dev.siteedge.maven.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the tracker into a built site: its file, and its tag once into every HTML page.
 */
public final class TrackerInjection {
    /** In the jar of the module tracker. */
    private static final String RESOURCE = "META-INF/site-edge/site-edge.js";

    private final Path site;
    private final String tag;

    /**
     * @param site the folder of the built site
     */
    public TrackerInjection(Path site, TrackerTag tag) {
        this.site = site;
        this.tag = tag.html();
    }

    /**
     * @param untracked pages that want no tracker, relative to the site, with {@code /} between names
     * @return how many pages got the tag
     */
    public int run(Set<String> untracked) throws IOException {
        copyScript();
        try (Stream<Path> files = Files.walk(site)) {
            List<Path> pages = files.filter(TrackerInjection::isHtml)
                    .filter(page -> !untracked.contains(relative(page)))
                    .toList();
            return pages.parallelStream().mapToInt(this::inject).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void copyScript() throws IOException {
        Path target = site.resolve(TrackerTag.SCRIPT.substring(1));
        Files.createDirectories(site.resolve("_edge"));
        try (InputStream script = getClass().getClassLoader().getResourceAsStream(RESOURCE)) {
            if (script == null) {
                throw new FileNotFoundException(RESOURCE + " is not on the plugin's class path");
            }
            Files.write(target, script.readAllBytes());
        }
    }

    private int inject(Path page) {
        try {
            Optional<byte[]> tracked = TrackedPage.of(Files.readAllBytes(page), tag);
            if (tracked.isEmpty()) {
                return 0;
            }
            Files.write(page, tracked.get());
            return 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHtml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".html") || name.endsWith(".htm")) && Files.isRegularFile(file);
    }

    private String relative(Path page) {
        return site.relativize(page).toString().replace('\\', '/');
    }
}
