package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jruby.runtime.Constants;

/**
 * The gems of one Gemfile, in a folder of their own: installed once, for as long as the Gemfile, its lock and what they
 * refer to in the site stay as they are.
 *
 * @param gemfile of the site
 * @param folder of this bundle, made when it is missing
 */
record Bundle(Path gemfile, Path folder) {
    /** Of the stamp and what it stands for. */
    private static final String FORMAT = "1";

    /** A bundle is some 50 MB; one that is gone is installed again. */
    static final Duration KEPT_UNUSED = Duration.ofDays(90);

    private static final Object INSTALLING = new Object();

    /** Who installs: Bundler, in a process of its own. */
    interface Installer {
        /** @throws JekyllBuildException with Bundler's reason */
        void install(Bundle bundle);
    }

    /**
     * The bundle of a site.
     *
     * @param bundles folder of this user's bundles
     * @throws JekyllBuildException when the site has no Gemfile
     */
    static Bundle of(Path source, Path bundles) {
        Path gemfile = source.resolve("Gemfile");
        if (!Files.isReadable(gemfile)) {
            throw new JekyllBuildException(
                    "Gemfile is wrong: " + gemfile + "; it cannot be read, and site-edge.bundler is"
                            + " true. Write one, or leave -Dsite-edge.bundler out for the bundled gems.");
        }
        Path lock = source.resolve("Gemfile.lock");
        try {
            // Gems of a path are found from the site's folder: two sites with the same Gemfile have not the same
            // bundle.
            String parts = String.join(
                    "\n",
                    FORMAT,
                    Constants.VERSION,
                    source.toString(),
                    digest(gemfile),
                    Files.isRegularFile(lock) ? digest(lock) : "");
            return new Bundle(gemfile, bundles.resolve(Digests.key(parts.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new JekyllBuildException(
                    gemfile + " or its lock cannot be read: " + e + ". Give yourself the right to read them.", e);
        }
    }

    /** What names the bundle's gems; there when the bundle is whole. */
    Path stamp() {
        return folder.resolve("bundle.tsv");
    }

    /**
     * Installs the gems unless that was done. One installation at a time, in any process.
     *
     * @param now until when nobody has used the bundles that are deleted when one comes
     */
    void ensure(Installer installer, Instant now) {
        if (isWhole()) {
            used(now);
            return;
        }
        // A file's lock keeps out other processes only, and throws at another thread of this one (mvn -T 2).
        synchronized (INSTALLING) {
            ensureLocked(installer);
            deleteUnused(now);
        }
    }

    private void ensureLocked(Installer installer) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !isWhole()) {
                    Files.deleteIfExists(stamp());
                    installer.install(this);
                }
            }
        } catch (IOException e) {
            throw new JekyllBuildException(
                    "The bundle's folder cannot be written: " + folder + " (" + e
                            + "). Make room, or choose another with -Dsite-edge.bundlePath.",
                    e);
        }
    }

    private void deleteUnused(Instant now) {
        Path bundles = folder.getParent();
        if (bundles == null) {
            return;
        }
        try (Stream<Path> all = Files.list(bundles)) {
            for (Path other : all.filter(other -> !other.equals(folder)).toList()) {
                Path stamp = new Bundle(gemfile, other).stamp();
                if (Files.isRegularFile(stamp)
                        && Files.getLastModifiedTime(stamp).toInstant().isBefore(now.minus(KEPT_UNUSED))) {
                    // The stamp first: what is left of a bundle without one is not taken for whole.
                    Files.delete(stamp);
                    Folders.delete(other);
                }
            }
        } catch (IOException e) {
            // Another user's, or one that somebody else is deleting: they take room and do no harm.
            return;
        }
    }

    /** For those who look for bundles that nobody uses. */
    private void used(Instant now) {
        try {
            Files.setLastModifiedTime(stamp(), FileTime.from(now));
        } catch (IOException e) {
            // Another user's folder, which is theirs to clear.
            return;
        }
    }

    private boolean isWhole() {
        if (!Files.isRegularFile(stamp())) {
            return false;
        }
        try {
            for (String line : Files.readAllLines(stamp())) {
                String[] fields = line.split("\t", -1);
                boolean changed = fields[0].equals("watch") && !fields[1].equals(digest(Path.of(fields[2])));
                boolean gone = fields[0].equals("gem") && !Files.isDirectory(Path.of(fields[2]));
                if (changed || gone) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // A file that is gone, or a stamp that nobody can read: a new one is right.
            return false;
        }
    }

    private static String digest(Path file) throws IOException {
        return Digests.key(Files.readAllBytes(file));
    }
}
