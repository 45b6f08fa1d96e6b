package dev.siteedge.maven;

import dev.siteedge.maven.finish.Finish;
import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.ChildJvm;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What all goals that build a site have in common: the parameters that say which site, and a user's mistake told in one
 * line.
 */
abstract class SiteMojo extends JekyllMojo {
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir = new File("");

    /** The pom, or null in a folder without one. */
    @Parameter(defaultValue = "${project.file}", readonly = true)
    private @Nullable File pom;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    private File buildDirectory = new File("target");

    /** The folder that holds {@code _config.yml}. Default: the base directory when it does, else {@code src/site}. */
    @Parameter(property = "site-edge.source")
    private @Nullable File source;

    /** The folder that the site replaces. Default: {@code target/site-edge/site}, and {@code _site} without a pom. */
    @Parameter(property = "site-edge.destination")
    private @Nullable File destination;

    /** Configuration files instead of {@code _config.yml}, comma-separated; later ones win. */
    @Parameter(property = "site-edge.config")
    private List<File> config = List.of();

    /** Whether a failure shows Ruby's stack. */
    @Parameter(property = "site-edge.trace", defaultValue = "false")
    private boolean trace;

    /** Whether pages get the tracker. Default: {@code site_edge.inject} in {@code _config.yml}, else true. */
    @Parameter(property = "site-edge.inject")
    private @Nullable Boolean inject;

    /** What fails the build: ERROR, or WARN for warnings too. */
    @Parameter(property = "site-edge.failOn", defaultValue = "ERROR")
    private FailOn failOn = FailOn.ERROR;

    /** Folders with further gems ({@code gems/} and {@code specifications/} in each), comma-separated. */
    @Parameter(property = "site-edge.gemPath")
    private List<File> gemPath = List.of();

    /** Whether the source's Gemfile says which gems are used, instead of the bundled ones. */
    @Parameter(property = "site-edge.bundler", defaultValue = "false")
    private boolean bundler;

    /** The folder in which the gems of Gemfiles are kept. Default: {@code ~/.cache/site-edge/bundles}. */
    @Parameter(property = "site-edge.bundlePath")
    private @Nullable File bundlePath;

    /** Arguments for the JVM that runs Jekyll, such as {@code -Xmx3g}, comma-separated. */
    @Parameter(property = "site-edge.jvmArgs")
    private List<String> jvmArgs = List.of();

    /** After how many seconds Jekyll is ended, and said where it was; 0 for never. */
    @Parameter(property = "site-edge.timeout", defaultValue = "0")
    private int timeout;

    /** Whether to do nothing, as in a module of a build that has no site today. */
    @Parameter(property = "site-edge.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${settings.interactiveMode}", readonly = true)
    private boolean interactive;

    /** Maven's own switch of colours: always, never or auto. */
    @Parameter(property = "style.color", defaultValue = "auto")
    private String style = "auto";

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: site-edge.skip is true.");
            return;
        }
        try {
            run(new MavenBuildLog(getLog(), Terminal.of(interactive, style)));
        } catch (JekyllBuildException e) {
            throw new MojoFailureException(e.getMessage());
        }
    }

    /**
     * @throws JekyllBuildException with one line for the user
     * @throws MojoExecutionException when Maven itself could not do its part
     */
    abstract void run(BuildLog log) throws MojoExecutionException;

    /** What {@code environment} is when nobody says. */
    abstract String defaultEnvironment();

    /** What is done to what Jekyll wrote. */
    Finish finish(@Nullable Boolean inject) {
        return Finish.baked(inject);
    }

    final Folders folders() {
        return new Folders(basedir.toPath().toAbsolutePath().normalize(), buildDirectory.toPath(), pom != null);
    }

    final BuildRequest request() {
        Folders folders = folders();
        Path from = folders.source(source);
        return new BuildRequest(
                from,
                source != null,
                folders.destination(destination),
                config.stream().map(folders::absolute).toList(),
                folders.exclude(from, destination),
                options(defaultEnvironment()),
                finish(inject),
                failOn == FailOn.WARN,
                trace,
                timeout,
                bundler ? folders.bundles(bundlePath) : null,
                new ChildJvm(
                        PluginClassPath.of(getClass().getClassLoader()),
                        gemPath.stream().map(folders::absolute).toList(),
                        jvmArgs));
    }
}
