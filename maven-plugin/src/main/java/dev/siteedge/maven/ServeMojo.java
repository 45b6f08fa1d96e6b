package dev.siteedge.maven;

import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.JekyllBuild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Builds a Jekyll site, serves it with the runtime that production runs, counts visits there, and builds again when a
 * source file changes; until Ctrl-C. The first run fetches the runtime: no other goal needs it.
 */
@Mojo(name = "serve", requiresProject = false, threadSafe = false)
public final class ServeMojo extends SiteMojo {
    /** The address to listen on; any but a loopback one needs a token. */
    @Parameter(property = "site-edge.host", defaultValue = "127.0.0.1")
    private String host = "127.0.0.1";

    /** The port to listen on; 0 for any that is free. */
    @Parameter(property = "site-edge.port", defaultValue = "4000")
    private int port = 4000;

    /**
     * The folder of what the preview counts. Default: {@code target/site-edge/data}, and
     * {@code .jekyll-cache/site-edge/data} without a pom.
     */
    @Parameter(property = "site-edge.data")
    private @Nullable File data;

    @Parameter(defaultValue = "${plugin}", readonly = true)
    private @Nullable PluginDescriptor plugin;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
    private @Nullable RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
    private List<RemoteRepository> repositories = List.of();

    @Component
    private @Nullable RepositorySystem resolver;

    @Override
    void run(BuildLog log) throws MojoExecutionException {
        BuildRequest request = request();
        Path counted = folders().data(data);
        try (PreviewLoader loader = new PreviewLoader(classPath(), getClass().getClassLoader())) {
            loader.preview(JekyllBuild.warm(InstantSource.system(), log), request, counted, host, port, log)
                    .run();
        } catch (IOException e) {
            throw new MojoExecutionException("The runtime's jars could not be closed: " + e.getMessage(), e);
        }
    }

    @Override
    String defaultEnvironment() {
        return "development";
    }

    /** The plugin's own, which has the preview, and the runtime's of the same version. */
    private List<Path> classPath() throws MojoExecutionException {
        if (plugin == null || session == null || resolver == null) {
            throw new MojoExecutionException("Maven gave the plugin neither its version nor its repositories.");
        }
        List<Path> paths = new ArrayList<>(PluginClassPath.own(getClass()));
        paths.addAll(new RuntimeArtifact(resolver, session, repositories).jars(plugin.getVersion()));
        return paths;
    }
}
