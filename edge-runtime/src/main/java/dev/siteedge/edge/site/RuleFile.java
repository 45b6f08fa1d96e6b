package dev.siteedge.edge.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of {@code _redirects} and {@code _headers} that say something. */
final class RuleFile {
    /** Cloudflare's limit of a line. */
    static final int MAX_LINE_CHARS = 2_000;

    static final int MAX_FILE_BYTES = 8 * 1024 * 1024;

    /**
     * @param number from 1
     * @param text without the space around it
     */
    record Line(int number, String text) {}

    private RuleFile() {}

    /** No lines when there is no such file; a link is none. */
    static List<Line> read(Path folder, String name, LeftOut leftOut) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            leftOut.add(name + " is left out: it has " + Files.size(file) + " bytes; the limit is " + MAX_FILE_BYTES
                    + ". Shorten it.");
            return List.of();
        }
        return parse(text(file), name, leftOut);
    }

    /** A site whose rules can't be read is not the site that was meant: it is refused as a whole. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InvalidSiteException(file + " is wrong: it is not UTF-8. Save it as UTF-8 and build again.");
        }
    }

    private static List<Line> parse(String content, String name, LeftOut leftOut) {
        String[] written = content.replaceFirst("^\uFEFF", "").split("\n", -1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            String text = written[i].strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.length() > MAX_LINE_CHARS) {
                leftOut.add(name, i + 1, "it has " + text.length() + " characters; the limit is " + MAX_LINE_CHARS);
            } else {
                lines.add(new Line(i + 1, text));
            }
        }
        return lines;
    }
}
