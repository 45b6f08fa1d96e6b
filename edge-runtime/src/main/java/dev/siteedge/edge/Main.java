package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.site.Releases;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** The command line of the runnable jar. A mistake of the user's is one line on stderr and exit code 1. */
final class Main {
    private static final String HELP = """
            Serves a built site, collects its events, answers its dashboard.

              --data DIR [--site DIR] [--host HOST] [--port PORT] [--config FILE]
                  --site    the folder of the built site, or a link to it; default: the active release
                  --data    the folder of log, state and secrets; made when it is missing
                  --host    default 127.0.0.1; any other address needs a token first
                  --port    default 8080; 0 takes any free one
                  --config  settings in YAML
              release deploy --data DIR --site DIR [--keep N]   copies a built site and makes it the active release
              release list --data DIR
              release activate --data DIR --name NAME
              release rollback --data DIR                       back to the release before; at once, also while serving
              preview-link create --data DIR --url URL --variant EXPERIMENT.VARIANT[,…] [--days N]
              token create --data DIR [--scope read|write|admin] [--name NAME]
              token list --data DIR
              token revoke --data DIR --name ID_OR_NAME
              install --to DIR                                  a copy for this machine that starts in half the time
              --help, --version
            """;

    /** Starts the server that a command line asks for. */
    interface Starter {
        EdgeServer start(EdgeOptions options);
    }

    private final PrintStream out;
    private final PrintStream err;
    private final Starter starter;

    Main(PrintStream out, PrintStream err, Starter starter) {
        this.out = out;
        this.err = err;
        this.starter = starter;
    }

    public static void main(String[] args) throws InterruptedException {
        quietJetty();
        int code = new Main(System.out, System.err, EdgeServer::start).run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Jetty's own news are nobody's but a developer's. */
    static void quietJetty() {
        if (System.getProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty") == null) {
            System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
        }
    }

    /** The exit code; for a server it returns when the process is told to end. */
    int run(String[] args) throws InterruptedException {
        try {
            CommandLine line = CommandLine.parse(args);
            if (line.has("--help")) {
                out.print(HELP);
            } else if (line.has("--version")) {
                out.println(version());
            } else if (line.word(0).equals("token")) {
                new TokenCommand(line, out).run();
            } else if (line.word(0).equals("preview-link")) {
                new PreviewLinkCommand(line, out, Clock.systemUTC()).run();
            } else if (line.word(0).equals("release")) {
                new ReleaseCommand(line, out).run();
            } else if (line.word(0).equals("install")) {
                new InstallCommand(line, out).run();
            } else {
                serve(options(line));
            }
            return 0;
        } catch (StartRefused e) {
            e.problems().forEach(err::println);
            return 1;
        }
    }

    static EdgeOptions options(CommandLine line) {
        line.allow("--site", "--data", "--host", "--port", "--config", "--help", "--version");
        if (line.words() > 0) {
            throw new StartRefused("'" + line.word(0)
                    + "' is unknown; choices: install, preview-link, release, token, or options only. See --help.");
        }
        Path data = line.requiredPath("--data", "Name the folder for log and state.");
        return new EdgeOptions(
                site(line, data), data, line.text("--host"), line.port("--port"), line.path("--config"), false);
    }

    private static Path site(CommandLine line, Path data) {
        Path current = Releases.current(data);
        return !line.has("--site") && Files.exists(current)
                ? current
                : line.requiredPath("--site", "Name the folder of the built site, or deploy a release. See --help.");
    }

    private void serve(EdgeOptions options) throws InterruptedException {
        EdgeServer server = starter.start(options);
        CountDownLatch closed = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    server.close();
                    closed.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        out.println("listening on " + server.uri());
        out.flush();
        closed.await();
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "site-edge " + (version == null ? "development" : version);
    }
}
