package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The folder beside the destination in which a site is built, so that the old site stays whole until the new one is.
 *
 * <p>Holds {@code lock} (one build per destination), {@code site} (the new site), {@code work} (scratch) and, for the
 * moment of the swap, {@code old}; a build that is to give way finds {@code give-way}. The name does not change between
 * builds: it is in the configuration that Jekyll's cache compares. Closing deletes all of it.
 */
final class Staging implements AutoCloseable {
    static final String SUFFIX = ".site-edge-build";

    /** The lock's file may be deleted by the build that just ended, between our opening and our locking it. */
    private static final int LOCK_TRIES = 20;

    private final Path destination;
    private final Path folder;
    private final FileChannel lock;

    private Staging(Path destination, Path folder, FileChannel lock) {
        this.destination = destination;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * @throws JekyllBuildException when the destination is no place for a site, or another build is writing it
     */
    static Staging open(Path wanted) {
        Path destination = resolved(wanted);
        Path name = destination.getFileName();
        Path parent = destination.getParent();
        if (name == null || parent == null) {
            throw wrong(wanted, "it is a root folder");
        }
        if (Files.exists(destination) && !Files.isDirectory(destination)) {
            throw wrong(wanted, "it is a file");
        }
        Path folder = parent.resolve("." + name + SUFFIX);
        try {
            Staging staging = new Staging(destination, folder, lock(folder, wanted));
            staging.recover();
            return staging;
        } catch (IOException e) {
            throw wrong(
                    wanted,
                    "its parent folder cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }

    Path destination() {
        return destination;
    }

    Path site() {
        return folder.resolve("site");
    }

    Path work() {
        return folder.resolve("work");
    }

    /** Whether the build may end unfinished: it may when this file is there. */
    Path giveWay() {
        return folder.resolve("give-way");
    }

    /** Puts the new site in the old one's place. */
    void swap() {
        Path old = folder.resolve("old");
        try {
            if (Files.exists(destination)) {
                Files.move(destination, old, StandardCopyOption.ATOMIC_MOVE);
            }
            try {
                Files.move(site(), destination, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                recover();
                throw e;
            }
        } catch (IOException e) {
            throw new JekyllBuildException(
                    "Destination is wrong: " + destination + "; it cannot be replaced (" + e.getMessage()
                            + "), and the old site is still there. Choose a folder that is no mount point"
                            + " with -Dsite-edge.destination.",
                    e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            Folders.delete(folder);
        } catch (IOException e) {
            // The next build of this destination deletes it.
        }
    }

    /** Undoes what a build that was killed left behind. */
    private void recover() throws IOException {
        Path old = folder.resolve("old");
        if (Files.exists(old) && !Files.exists(destination)) {
            Files.move(old, destination, StandardCopyOption.ATOMIC_MOVE);
        }
        Folders.delete(old);
        Folders.delete(site());
        Folders.delete(work());
        Files.deleteIfExists(giveWay());
        Files.createDirectories(site());
        Files.createDirectories(work());
    }

    private static FileChannel lock(Path folder, Path wanted) throws IOException {
        for (int attempt = 0; attempt < LOCK_TRIES; attempt++) {
            Files.createDirectories(folder);
            Path file = folder.resolve("lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new JekyllBuildException("Destination is in use: " + wanted
                        + "; another build is writing it. Wait for it to end, or choose another folder with"
                        + " -Dsite-edge.destination.");
            }
            if (Files.exists(file)) {
                return channel;
            }
            channel.close();
        }
        throw new IOException("The lock vanished " + LOCK_TRIES + " times");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Where the destination really is: a link stays a link, its target is replaced. */
    private static Path resolved(Path wanted) {
        try {
            return Files.isSymbolicLink(wanted)
                    ? wanted.toRealPath()
                    : wanted.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw wrong(wanted, "it is a link to nowhere");
        }
    }

    private static JekyllBuildException wrong(Path wanted, String why) {
        return new JekyllBuildException("Destination is wrong: " + wanted + "; " + why
                + ". Choose a folder that can be written with -Dsite-edge.destination.");
    }
}
