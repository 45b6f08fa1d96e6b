package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds in a JVM that outlives us and waits for the next build of the same site, for as long as {@code idle} says. One
 * that was started by another version, with other arguments or for another site is never used; where none can be had, or
 * it is busy, a fresh JVM builds.
 */
final class DaemonJvm implements BuildJvm {
    /** How the name of a daemon's socket ends. */
    static final String SOCKET = ".sock";

    private static final Object STARTING = new Object();
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int POLL_MILLIS = 20;

    private final Path folder;
    private final Duration idle;
    private final BuildLog log;

    /**
     * @param folder of the sockets: of this user only, made when it is missing
     * @param idle how long a daemon waits for the next build
     */
    DaemonJvm(Path folder, Duration idle, BuildLog log) {
        this.folder = folder;
        this.idle = idle;
        this.log = log;
    }

    /** Where daemons of this user are found. */
    static Path home() {
        return Path.of(System.getProperty("user.home"), ".cache", "site-edge", "daemons");
    }

    @Override
    public String name() {
        return "The daemon";
    }

    @Override
    public void build(BuildRequest request, Staging staging, int files, ChildOutput output) {
        boolean begun = false;
        try (SocketChannel daemon = connect(request, files)) {
            InputStream in = SocketStreams.in(daemon);
            SocketStreams.out(daemon).write(DaemonMain.BUILD);
            if (in.read() == DaemonMain.READY) {
                begun = true;
                new ChildLink(SocketStreams.out(daemon), in).build(ChildRequest.of(request, staging), output);
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("The daemon: " + e);
        }
        if (!begun) {
            log.debug("The daemon is busy or not to be had; building without it.");
            BuildJvm.fresh().build(request, staging, files, output);
        }
    }

    private SocketChannel connect(BuildRequest request, int files) throws IOException {
        privateFolder();
        DaemonKey key = DaemonKey.of(request, files);
        Path socket = folder.resolve(key.name() + SOCKET);
        Optional<SocketChannel> running = running(socket);
        if (running.isPresent()) {
            return running.get();
        }
        // A file's lock keeps out other processes only, and throws at another thread of this one (mvn -T 2).
        synchronized (STARTING) {
            return startAndConnect(request, files, socket);
        }
    }

    /** Empty when nobody listens there. */
    private static Optional<SocketChannel> running(Path socket) {
        try {
            return Optional.of(SocketChannel.open(DaemonMain.address(socket)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private SocketChannel startAndConnect(BuildRequest request, int files, Path socket) throws IOException {
        Path lockFile = socket.resolveSibling(socket.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            log.debug("Looking for a daemon under " + held);
            // Whoever held the lock before us may have started it: a second one would take its socket away.
            Optional<SocketChannel> found = running(socket);
            if (found.isPresent()) {
                return found.get();
            }
            log.debug("Starting a daemon.");
            Process process = start(request, files, socket);
            long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
            while (found.isEmpty() && process.isAlive() && System.nanoTime() < end) {
                sleep();
                found = running(socket);
            }
            if (found.isPresent()) {
                return found.get();
            }
            throw new IOException("it does not answer at " + socket);
        }
    }

    private Process start(BuildRequest request, int files, Path socket) throws IOException {
        Files.deleteIfExists(socket);
        Path work = Files.createTempDirectory("site-edge-daemon-");
        List<String> child = request.jvm().command(files, false, work);
        List<String> command = new ArrayList<>(List.of(child.get(0), "-Xmx32m", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", child.get(child.indexOf("-cp") + 1)));
        command.add(DaemonMain.class.getName());
        command.addAll(List.of(socket.toString(), Long.toString(idle.toMillis()), work.toString()));
        command.addAll(child);
        ProcessBuilder builder = ChildProcess.prepare(request, command);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private void privateFolder() throws IOException {
        if (Files.getFileStore(Path.of(System.getProperty("user.home"))).supportsFileAttributeView("posix")) {
            FileAttribute<?> mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, mine);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
