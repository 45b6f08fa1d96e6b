package dev.siteedge.edge.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real S3 server with one empty bucket, as a process of its own on a free port of 127.0.0.1. Needs what script/bootstrap
 * and the module's generate-test-resources phase lay out in the folder of the module edge-runtime: the system property
 * {@code site-edge.edge-runtime} names it, else it is the working directory or its sibling.
 */
public final class S3Server implements AutoCloseable {
    /** Which server. */
    public enum Kind {
        /** Cloudflare's own emulation of R2. */
        MINIFLARE,
        /** Verifies signatures and checksums; loses concurrent swaps. */
        S3PROXY
    }

    private static final String BUCKET = "bkt";
    private static final String KEY_ID = "test-key";
    private static final String SECRET = "test-secret-0123456789";
    private static final Pattern MINIFLARE_READY = Pattern.compile("ready (\\S+)");
    private static final Pattern S3PROXY_READY =
            Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final int END_SECONDS = 10;

    private final Process process;
    private final Thread onExit;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.onExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** @param folder where the server keeps its objects, made when missing */
    public static S3Server start(Kind kind, Path folder) throws IOException {
        Files.createDirectories(folder);
        return kind == Kind.MINIFLARE ? miniflare(folder, 0) : s3proxy(folder);
    }

    /** Starts R2's emulation again where it was. */
    public static S3Server startAgain(Path folder, int port) throws IOException {
        return miniflare(folder, port);
    }

    public URI endpoint() {
        return endpoint;
    }

    public String bucket() {
        return BUCKET;
    }

    public String accessKeyId() {
        return KEY_ID;
    }

    public String secretAccessKey() {
        return SECRET;
    }

    /** Ends the process and what it started; the objects stay in the folder. A second call does nothing. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
        end(process);
    }

    private static S3Server miniflare(Path folder, int port) throws IOException {
        Path scripts = module().resolve("src/test/node");
        require(scripts.resolve("node_modules/miniflare"), "Run script/bootstrap.");
        Process process = new ProcessBuilder(
                        "node",
                        "r2.mjs",
                        folder.toAbsolutePath().toString(),
                        BUCKET,
                        KEY_ID,
                        SECRET,
                        Integer.toString(port))
                .directory(scripts.toFile())
                .redirectErrorStream(true)
                .start();
        return new S3Server(process, URI.create(ready(process, MINIFLARE_READY)));
    }

    private static S3Server s3proxy(Path folder) throws IOException {
        Path classPath = module().resolve("target/s3proxy/classpath");
        require(classPath, "Run mvn generate-test-resources -pl edge-runtime.");
        Path objects = folder.resolve("objects");
        Files.createDirectories(objects.resolve(BUCKET));
        Path settings = Files.writeString(
                folder.resolve("s3proxy.properties"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=http://127.0.0.1:0",
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + KEY_ID,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + objects.toAbsolutePath()));
        Path logging = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%msg%n</pattern></encoder>
                  </appender>
                  <root level="info"><appender-ref ref="out"/></root>
                </configuration>
                """);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logging.toAbsolutePath(),
                        "-cp",
                        Files.readString(classPath).strip(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toAbsolutePath().toString()))
                .redirectErrorStream(true)
                .start();
        return new S3Server(process, URI.create("http://127.0.0.1:" + ready(process, S3PROXY_READY)));
    }

    private static Path module() {
        String named = System.getProperty("site-edge.edge-runtime");
        if (named != null) {
            return Path.of(named);
        }
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("edge-runtime") ? here : here.resolveSibling("edge-runtime");
    }

    private static void require(Path path, String remedy) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("S3 server for tests: " + path + " is missing. " + remedy);
        }
    }

    /** Waits for the line that says where it listens; what is printed later is thrown away, so that the pipe stays empty. */
    private static String ready(Process process, Pattern pattern) throws IOException {
        StringBuilder printed = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            printed.append(line).append('\n');
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                drain(process.getInputStream());
                return found.group(1);
            }
        }
        end(process);
        throw new IllegalStateException("the S3 server for tests does not start:\n" + printed);
    }

    private static void drain(InputStream output) {
        Thread thread = new Thread(() -> {
            try {
                output.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Closed with the process: nothing is left to read.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
