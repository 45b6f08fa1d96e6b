package dev.siteedge.maven.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a gzip file of each text of a site to {@code _edge/compressed/<name>.gz}: not beside it, where the folder is what
 * Jekyll writes. The edge compares the CRC-32 in a gzip file with the text's own, so that a later change of the text is
 * never hidden by an older gzip file.
 */
public final class Precompression {
    /** Below the site's folder. */
    public static final String FOLDER = "_edge/compressed";

    /** What is smaller fits in one packet anyway. */
    static final int MIN_BYTES = 1_024;

    private static final Set<String> TEXT = Set.of(
            "html",
            "htm",
            "xhtml",
            "css",
            "js",
            "mjs",
            "json",
            "map",
            "xml",
            "atom",
            "rss",
            "svg",
            "txt",
            "md",
            "csv",
            "webmanifest",
            "geojson",
            "jsonld",
            "ico",
            "ttf",
            "otf",
            "wasm",
            "yml",
            "yaml",
            "vtt");

    private final Path site;
    private final Path folder;
    private final Earlier earlier;

    private Precompression(Path site, Path previous) {
        this.site = site;
        this.folder = site.resolve(FOLDER);
        this.earlier = new Earlier(previous, previous.resolve(FOLDER));
    }

    /**
     * Compresses what becomes smaller by it.
     *
     * @param site the folder of the built site
     * @param previous the folder of the site of the last build, which need not exist: a text that did not change is not
     *     compressed again
     * @return how many compressed files there are
     */
    public static int run(Path site, Path previous) throws IOException {
        return new Precompression(site, previous).run();
    }

    private int run() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            List<Path> texts = files.filter(file -> !file.startsWith(folder))
                    .filter(file -> isText(file) && Files.isRegularFile(file))
                    .toList();
            return texts.parallelStream().mapToInt(this::compress).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private int compress(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < MIN_BYTES) {
                return 0;
            }
            Path name = site.relativize(file);
            Path target = folder.resolve(name + ".gz");
            Files.createDirectories(target.getParent());
            if (earlier.link(name, bytes, target)) {
                return 1;
            }
            try (OutputStream out = new Best(Files.newOutputStream(target))) {
                out.write(bytes);
            }
            if (Files.size(target) < bytes.length) {
                return 1;
            }
            Files.delete(target);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same bytes from the same bytes: the header has no time. */
    private static final class Best extends GZIPOutputStream {
        Best(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
