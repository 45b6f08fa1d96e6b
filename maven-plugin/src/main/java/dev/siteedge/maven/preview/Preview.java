package dev.siteedge.maven.preview;

import dev.siteedge.edge.EdgeOptions;
import dev.siteedge.edge.EdgeServer;
import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.experiment.InvalidExperimentException;
import dev.siteedge.edge.site.InvalidSiteException;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.BuildResult;
import dev.siteedge.maven.jekyll.GiveWay;
import dev.siteedge.maven.jekyll.JekyllBuild;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import dev.siteedge.maven.watch.SourceWatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Serves a site while it is being written: the runtime of production in this process, on the built site, which is built
 * again when the source changes: a changed page at once, the whole site behind it, which gives way to the next changed page. A
 * build that fails says why and leaves the last good site up.
 *
 * <p>Lives in a class loader of its own, made by the goal {@code serve}, beside the runtime; what crosses the border is
 * the JDK's or the build's.
 */
public final class Preview implements Runnable {
    private static final Set<String> TOOLS = Set.of(".git", ".jekyll-cache", ".sass-cache", "node_modules");
    /** News of the runtime's parts are for operators: here only what goes wrong. */
    private static final List<String> QUIET = List.of("org.eclipse.jetty", "dev.siteedge.edge");

    private final JekyllBuild build;
    private final BuildRequest request;
    private final EdgeOptions options;
    private final BuildLog log;
    /** The build's process is ended then, in the middle of a build. */
    private volatile boolean stopped;

    /**
     * @param build closed when the JVM ends
     * @param request what is built, each time
     * @param data the folder of what is counted; made when it is missing
     * @param host name or address of this machine
     * @param port 0 for any
     */
    public Preview(JekyllBuild build, BuildRequest request, Path data, String host, int port, BuildLog log) {
        this.build = build;
        this.request = request;
        this.options = EdgeOptions.of(request.destination(), data)
                .listeningOn(host, port)
                .forPreview();
        this.log = log;
    }

    /**
     * Builds and serves until the thread is interrupted or the JVM ends.
     *
     * @throws JekyllBuildException when the first build fails, or the address or the data folder is not to be had: there
     *     is nothing to serve
     */
    @Override
    public void run() {
        for (String part : QUIET) {
            System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log." + part, "warn");
        }
        // Watching starts before the build, so that nothing that is saved meanwhile goes unseen.
        try (SourceWatcher watcher = new SourceWatcher(request.source(), this::ignored)) {
            say(build.run(request));
            serve(watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stopped = true;
            build.close();
        }
    }

    private void serve(SourceWatcher watcher) throws IOException, InterruptedException {
        try (EdgeServer edge = start()) {
            // Ctrl-C ends the JVM by its hooks alone; this one flushes what was collected.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(edge), "preview-stop"));
            log.info(
                    "Serving " + edge.uri() + "/ with the dashboard at " + edge.uri() + "/dashboard; Ctrl-C stops it.");
            rebuildOnChange(watcher, edge);
        }
    }

    private void stop(EdgeServer edge) {
        stopped = true;
        edge.close();
        build.close();
    }

    private EdgeServer start() {
        try {
            return EdgeServer.start(options);
        } catch (StartRefused e) {
            // The runtime names its own command line's options.
            String problems = String.join(" ", e.problems());
            throw new JekyllBuildException(problems.replaceAll("--(host|port|data)\\b", "site-edge.$1"));
        } catch (InvalidSiteException | InvalidExperimentException e) {
            throw new JekyllBuildException(String.valueOf(e.getMessage()));
        }
    }

    private void rebuildOnChange(SourceWatcher watcher, EdgeServer edge) throws IOException, InterruptedException {
        GiveWay giveWay = new GiveWay(log);
        Thread behind = new Thread();
        while (true) {
            Set<Path> changed = watcher.awaitChange();
            giveWay.ask();
            behind.join();
            log.info("Changed: " + named(changed));
            giveWay = new GiveWay(log);
            behind = behind(edge, show(changed, edge) ? giveWay : new GiveWay(log));
        }
    }

    /**
     * Puts a changed page into the site at once, where that can be had. What is to be seen only in the whole site is never
     * put off for the next edit, and that for the one after it.
     */
    private boolean show(Set<Path> changed, EdgeServer edge) {
        try {
            boolean shown = changed.size() == 1
                    && build.showPage(request, changed.iterator().next());
            if (shown) {
                edge.siteChanged();
            }
            return shown;
        } catch (JekyllBuildException | StartRefused | InvalidSiteException | InvalidExperimentException e) {
            // The whole build, which follows, meets it too and says what to do.
            log.debug("The changed page alone: " + e);
            return false;
        }
    }

    /** Builds the whole site on a thread of its own, while this one waits for the next change. */
    private Thread behind(EdgeServer edge, GiveWay giveWay) {
        Thread thread = new Thread(() -> rebuild(edge, giveWay), "preview-build");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void rebuild(EdgeServer edge, GiveWay giveWay) {
        try {
            build.run(request, giveWay).ifPresent(result -> {
                edge.siteChanged();
                say(result);
            });
        } catch (JekyllBuildException | StartRefused | InvalidSiteException | InvalidExperimentException e) {
            if (!stopped) {
                log.error(e.getMessage() + " The last good site stays up.");
                edge.siteFailed(String.valueOf(e.getMessage()));
            }
        }
    }

    private String named(Set<Path> changed) {
        Path first = request.source().relativize(changed.iterator().next());
        return changed.size() == 1 ? first.toString() : first + " and " + (changed.size() - 1) + " more";
    }

    private void say(BuildResult result) {
        log.info(String.format(
                "Built %,d pages in %.1f s.", result.pages(), result.time().toMillis() / 1000.0));
    }

    /** What the build and other tools write beside the source, and what an editor keeps for itself. */
    private boolean ignored(Path path) {
        Path relative = request.source().relativize(path);
        String first = relative.getName(0).toString();
        String name = relative.getFileName().toString();
        return path.startsWith(request.destination())
                || request.exclude().stream().anyMatch(relative::startsWith)
                || TOOLS.contains(first)
                || first.endsWith(JekyllBuild.STAGING_SUFFIX)
                || name.endsWith("~")
                || name.endsWith(".swp")
                || name.startsWith(".#");
    }
}
