package dev.siteedge.maven.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a site leaves pages without the tracker on purpose: {@code site_edge: false} in front matter or defaults. */
final class LeftOut {
    private static final Pattern WRITTEN =
            Pattern.compile("site_edge:\\s*(?:false|no|off)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SKIPPED = Set.of("_site", "node_modules", "target", "vendor");
    private static final int MAX_FRONT_MATTER_LINES = 200;

    private LeftOut() {}

    static boolean isWritten(Path source, SiteConfig config) {
        return inDefaults(config) || inFrontMatter(source);
    }

    private static boolean inDefaults(SiteConfig config) {
        return config.at("defaults").filter(List.class::isInstance).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .anyMatch(entry -> entry instanceof Map<?, ?> map
                        && map.get("values") instanceof Map<?, ?> values
                        && Boolean.FALSE.equals(values.get("site_edge")));
    }

    private static boolean inFrontMatter(Path source) {
        boolean[] found = {false};
        try {
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean skipped = !folder.equals(source) && (name.startsWith(".") || SKIPPED.contains(name));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    found[0] = attributes.isRegularFile() && frontMatterSays(file);
                    return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What cannot be read cannot say it; the build has read all that it needs.
            return false;
        }
        return found[0];
    }

    private static boolean frontMatterSays(Path file) throws IOException {
        // Bytes beyond ASCII may be of any encoding, or a picture's.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            char[] mark = new char[3];
            if (lines.read(mark) < mark.length || !new String(mark).equals("---")) {
                return false;
            }
            lines.readLine();
            for (int i = 0; i < MAX_FRONT_MATTER_LINES; i++) {
                String line = lines.readLine();
                if (line == null || line.startsWith("---")) {
                    return false;
                }
                if (WRITTEN.matcher(line).matches()) {
                    return true;
                }
            }
            return false;
        }
    }
}
