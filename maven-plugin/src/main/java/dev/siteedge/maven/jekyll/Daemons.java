package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The daemons of this user. */
public final class Daemons {
    private final Path folder;

    private Daemons(Path folder) {
        this.folder = folder;
    }

    /** Those that builds with {@code -Dsite-edge.daemon} have started. */
    public static Daemons ofThisUser() {
        return in(DaemonJvm.home());
    }

    static Daemons in(Path folder) {
        return new Daemons(folder);
    }

    /**
     * Ends them all, also in the middle of a build, and returns when they are gone.
     *
     * @return how many there were
     */
    public int stop() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        List<Path> sockets;
        try (Stream<Path> files = Files.list(folder)) {
            sockets = files.filter(file -> file.toString().endsWith(DaemonJvm.SOCKET))
                    .toList();
        }
        int stopped = 0;
        for (Path socket : sockets) {
            stopped += stop(socket) ? 1 : 0;
        }
        return stopped;
    }

    /** It answers by going away. */
    private static void awaitEnd(InputStream daemon) {
        try {
            daemon.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Gone in a hurry.
        }
    }

    /** Empty when it ended, or when it is another user's. */
    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile)));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean stop(Path socket) throws IOException {
        Optional<ProcessHandle> process = process(DaemonMain.pidFile(socket));
        try (SocketChannel daemon = SocketChannel.open(DaemonMain.address(socket))) {
            SocketStreams.out(daemon).write(DaemonMain.STOP);
            awaitEnd(SocketStreams.in(daemon));
            process.ifPresent(ending -> ending.onExit().join());
            return true;
        } catch (ConnectException e) {
            // Killed: only the file is left.
            Files.deleteIfExists(socket);
            return false;
        }
    }
}
