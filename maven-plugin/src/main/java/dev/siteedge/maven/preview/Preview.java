package dev.siteedge.maven.preview;

import dev.siteedge.edge.EdgeOptions;
import dev.siteedge.edge.EdgeServer;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.BuildResult;
import dev.siteedge.maven.jekyll.JekyllBuild;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import dev.siteedge.maven.watch.SourceWatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Serves a site while it is being written: the runtime of production in this process, on the built site, which is built
 * again when the source changes. A build that fails says why and leaves the last good site up.
 */
public final class Preview {
    private static final Set<String> TOOLS = Set.of(".git", ".jekyll-cache", ".sass-cache", "node_modules");

    private final JekyllBuild build;
    private final BuildRequest request;
    private final EdgeOptions options;
    private final BuildLog log;

    /**
     * @param request what is built, each time
     * @param options where it is served and where the preview's events are kept
     */
    public Preview(JekyllBuild build, BuildRequest request, EdgeOptions options, BuildLog log) {
        this.build = build;
        this.request = request;
        this.options = options;
        this.log = log;
    }

    /**
     * Builds and serves until the thread is interrupted or the JVM ends.
     *
     * @throws JekyllBuildException when the first build fails: there is nothing to serve
     */
    public void run() {
        // Watching starts before the build, so that nothing that is saved meanwhile goes unseen.
        try (SourceWatcher watcher = new SourceWatcher(request.source(), this::ignored)) {
            say(build.run(request));
            try (EdgeServer edge = EdgeServer.start(options)) {
                // Ctrl-C ends the JVM by its hooks alone; this one flushes what was collected.
                Runtime.getRuntime().addShutdownHook(new Thread(edge::close, "preview-stop"));
                log.info("Serving " + edge.uri() + "/ with the dashboard at " + edge.uri()
                        + "/dashboard; Ctrl-C stops it.");
                rebuildOnChange(watcher, edge);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rebuildOnChange(SourceWatcher watcher, EdgeServer edge) throws IOException, InterruptedException {
        while (true) {
            Set<Path> changed = watcher.awaitChange();
            log.info("Changed: " + named(changed));
            try {
                say(build.run(request));
                edge.siteChanged();
            } catch (JekyllBuildException e) {
                log.error(e.getMessage() + " The last good site stays up.");
            }
        }
    }

    private String named(Set<Path> changed) {
        Path first = request.source().relativize(changed.iterator().next());
        return changed.size() == 1 ? first.toString() : first + " and " + (changed.size() - 1) + " more";
    }

    private void say(BuildResult result) {
        log.info(String.format("Built %,d pages in %.1f s.", result.pages(), result.time().toMillis() / 1000.0));
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
