package dev.siteedge.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edge runtime as a process of its own, which can be stopped politely or killed. */
public final class EdgeProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final int START_TIMEOUT_SECONDS = 60;
    private static final int STOP_TIMEOUT_SECONDS = 60;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final Thread reader = new Thread(this::read, "edge-output");

    private EdgeProcess(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the command and waits until it listens.
     *
     * @throws EdgeFailedException when it ends, or says nothing for 60 s; carries all it printed
     */
    public static EdgeProcess start(List<String> command) {
        EdgeProcess edge = launch(command);
        try {
            edge.listening.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return edge;
        } catch (ExecutionException | TimeoutException e) {
            edge.kill();
            throw new EdgeFailedException("the edge does not listen; it printed: " + edge.output(), e);
        } catch (InterruptedException e) {
            edge.kill();
            Thread.currentThread().interrupt();
            throw new EdgeFailedException("interrupted while the edge started", e);
        }
    }

    /** Starts the command without waiting for anything. */
    public static EdgeProcess launch(List<String> command) {
        try {
            return new EdgeProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(URI.create(matcher.group(1)));
                }
            }
            listening.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    /** Where it listens, e.g. {@code http://127.0.0.1:43210}. */
    public URI uri() {
        return listening.join();
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** All lines printed so far, on both streams. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Waits for the end of the process and of its output. */
    public int exitCode() {
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new EdgeFailedException("the edge did not end within 60 s; it printed: " + output(), null);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgeFailedException("interrupted while the edge ended", e);
        }
    }

    /** As {@code kill -9}: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As Ctrl-C or a service manager would: asks it to stop and waits. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            exitCode();
        }
    }

    /** The runtime did not do what was asked of its process. */
    public static final class EdgeFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EdgeFailedException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
