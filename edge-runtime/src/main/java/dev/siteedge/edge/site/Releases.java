package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The releases of a site in the data folder: {@code releases/<name>/} each, and {@code releases/current}, whose first line
 * names the one to serve and whose other lines name those that were served before, the latest first. That file is
 * replaced in one step; a running edge looks at it every second. For one caller at a time.
 */
public final class Releases {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String NAMES = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String CURRENT = "current";
    private static final int MAX_HISTORY = 100;

    private final Path folder;
    private final Clock clock;

    /** @param data the data folder */
    public Releases(Path data, Clock clock) {
        this.folder = data.resolve("releases");
        this.clock = clock;
    }

    /** The file to give to the edge as its site; may not be there yet. */
    public static Path current(Path data) {
        return data.resolve("releases").resolve(CURRENT);
    }

    /** The names of all that are there, the oldest first. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches(NAMES))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the one to serve, empty when none was deployed. */
    public String active() {
        List<String> served = served();
        return served.isEmpty() ? "" : served.get(0);
    }

    /**
     * Copies a built site, looks whether it can be served, and makes it the active one.
     *
     * @param keep how many of the newest stay, 2 or more
     * @return its name, of the time
     * @throws InvalidSiteException when it can't be served; the one before stays active
     */
    public String deploy(Path site, int keep) {
        Release.load(site);
        String name = freeName();
        Path draft = folder.resolve("." + name);
        try {
            Files.createDirectories(folder);
            copy(site.toRealPath(), draft);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            activate(name);
            prune(keep);
            return name;
        } catch (IOException e) {
            throw new InvalidSiteException("release is wrong: " + site + "; it can't be copied to " + folder + " ("
                    + e.getMessage() + "). Make room there.");
        }
    }

    /**
     * Makes a release the active one.
     *
     * @throws InvalidSiteException when there is no such release or it can't be served
     */
    public void activate(String name) {
        if (!names().contains(name)) {
            throw new InvalidSiteException("release is wrong: '" + name + "'; choices: " + String.join(", ", names())
                    + ". 'release list' shows them.");
        }
        Release.load(folder.resolve(name));
        List<String> served = served();
        if (served.isEmpty() || !served.get(0).equals(name)) {
            served.add(0, name);
        }
        write(served);
    }

    /**
     * Makes the one active that was before the active one; again goes further back.
     *
     * @return its name
     * @throws InvalidSiteException when there is none
     */
    public String rollback() {
        List<String> served = served();
        List<String> there = names();
        if (!served.isEmpty()) {
            String now = served.get(0);
            served.removeIf(name -> name.equals(now) || !there.contains(name));
        }
        if (served.isEmpty()) {
            throw new InvalidSiteException("there is no release to go back to. 'release list' shows what there is.");
        }
        Release.load(folder.resolve(served.get(0)));
        write(served);
        return served.get(0);
    }

    private List<String> served() {
        try {
            Path file = folder.resolve(CURRENT);
            return Files.exists(file)
                    ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8))
                    : new ArrayList<>();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> served) {
        Path draft = folder.resolve("." + CURRENT);
        try {
            List<String> kept = served.subList(0, Math.min(served.size(), MAX_HISTORY));
            Files.writeString(draft, String.join("\n", kept) + "\n");
            Files.move(
                    draft,
                    folder.resolve(CURRENT),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String freeName() {
        String name = NAME.format(clock.instant());
        List<String> taken = names();
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** Never the active one, nor the one that a rollback would take. */
    private void prune(int keep) throws IOException {
        List<String> served = served();
        List<String> names = names();
        for (String name : names.subList(0, Math.max(0, names.size() - keep))) {
            if (served.indexOf(name) < 0 || served.indexOf(name) > 1) {
                delete(folder.resolve(name));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        delete(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // A link is no part of a release: none is followed when it is served.
                if (attributes.isRegularFile()) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
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
