package dev.siteedge.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * The edge runtime, fetched when a goal needs it: a hundred megabytes that a build shall not wait for.
 *
 * @param resolver Maven's own
 * @param session of this run of Maven: its local repository, its mirrors, its {@code -o}
 * @param repositories where plugins come from
 */
record RuntimeArtifact(
        RepositorySystem resolver, RepositorySystemSession session, List<RemoteRepository> repositories) {
    private static final String COORDINATES = "dev.siteedge:site-edge-runtime:";

    /**
     * @param version the plugin's: the two are released together
     * @return the runtime's jar and those it stands on
     */
    List<Path> jars(String version) throws MojoExecutionException {
        // Under a root the session leaves out what is optional, provided or for tests.
        Dependency runtime = new Dependency(new DefaultArtifact(COORDINATES + version), "runtime");
        DependencyRequest request = new DependencyRequest(new CollectRequest(runtime, repositories), null);
        try {
            return resolver.resolveDependencies(session, request).getArtifactResults().stream()
                    .map(result -> result.getArtifact().getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MojoExecutionException(
                    "The edge runtime " + COORDINATES + version + " could not be fetched: " + e.getMessage()
                            + ". Run once without -o, with a network, or install it.",
                    e);
        }
    }
}
