package dev.siteedge.maven.jekyll;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The daemon: keeps a child JVM and joins it with one caller after another, byte by byte. A caller that goes away in the
 * middle of a build takes the child along, so that nobody writes into a folder that the next build uses.
 */
final class DaemonMain {
    /** First byte of a caller that wants to build. */
    static final int BUILD = 'B';
    /** First byte of a caller that wants the daemon to end. */
    static final int STOP = 'S';
    /** First byte of an answer to a build that can begin; anything else: busy. */
    static final int READY = 'R';

    private static final int IDLE_CHECKS = 20;

    private final Path socket;
    private final long idleMillis;
    private final Path work;
    private final List<String> command;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long lastUsed = System.nanoTime();
    private @Nullable Process child;

    private DaemonMain(Path socket, long idleMillis, Path work, List<String> command) {
        this.socket = socket;
        this.idleMillis = idleMillis;
        this.work = work;
        this.command = command;
    }

    /** @param args socket, milliseconds of idleness, the child's folder for work, the child's command line */
    public static void main(String[] args) throws IOException {
        List<String> words = Arrays.asList(args);
        DaemonMain daemon = new DaemonMain(
                Path.of(words.get(0)),
                Long.parseLong(words.get(1)),
                Path.of(words.get(2)),
                words.subList(3, words.size()));
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::cleanUp));
        daemon.serve();
    }

    static UnixDomainSocketAddress address(Path socket) {
        return UnixDomainSocketAddress.of(socket);
    }

    private void serve() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address(socket));
            // For whoever wants to end it by hand.
            Files.writeString(pidFile(), Long.toString(ProcessHandle.current().pid()));
            thread("site-edge daemon idle", this::endWhenIdle);
            while (true) {
                SocketChannel caller = server.accept();
                thread("site-edge daemon caller", () -> answer(caller));
            }
        }
    }

    private Path pidFile() {
        return pidFile(socket);
    }

    /** Where a daemon says its process's number. */
    static Path pidFile(Path socket) {
        return socket.resolveSibling(socket.getFileName() + ".pid");
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            InputStream in = SocketStreams.in(caller);
            int wish = in.read();
            if (wish == STOP) {
                System.exit(0);
            }
            if (wish == BUILD && busy.compareAndSet(false, true)) {
                try {
                    build(in, SocketStreams.out(caller));
                } finally {
                    lastUsed = System.nanoTime();
                    busy.set(false);
                }
            }
        } catch (IOException e) {
            // The caller is gone, and with it whoever could be told.
            return;
        }
    }

    private void build(InputStream in, OutputStream out) throws IOException {
        Process process = child();
        AtomicBoolean ended = new AtomicBoolean();
        out.write(READY);
        thread("site-edge daemon requests", () -> pass(in, process, ended));
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        while (!ended.get()) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            Optional<ChildMessage> message = ChildMessage.parse(line);
            ended.set(message.isPresent() && message.get().kind().isLast());
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What the caller says to the child; when the caller is gone before the build has ended, so is the child. */
    private static void pass(InputStream in, Process process, AtomicBoolean ended) {
        try {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                process.getOutputStream().write(buffer, 0, read);
                process.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The same as the caller's end.
        }
        if (!ended.get()) {
            process.destroyForcibly();
        }
    }

    private synchronized Process child() throws IOException {
        Process running = child;
        if (running == null || !running.isAlive()) {
            running = new ProcessBuilder(command).redirectErrorStream(true).start();
            child = running;
        }
        return running;
    }

    private void endWhenIdle() {
        try {
            while (busy.get() || System.nanoTime() - lastUsed < idleMillis * 1_000_000) {
                Thread.sleep(Math.max(1, idleMillis / IDLE_CHECKS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(0);
    }

    private void cleanUp() {
        Process running = child;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(pidFile());
            Folders.delete(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
