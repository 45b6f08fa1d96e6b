package dev.siteedge.maven.gems;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The files this plugin was loaded from, to start a child JVM on the same class path. SLF4J, which Dart Sass' host logs
 * to, is not among a plugin's own: Maven lends its copy.
 */
public final class PluginClassPath {
    private PluginClassPath() {}

    /** Maven loads a plugin with a {@link URLClassLoader}, a test runs on the JVM's own class path. */
    public static List<Path> of(ClassLoader loader) {
        if (loader instanceof URLClassLoader urls) {
            return Stream.concat(Arrays.stream(urls.getURLs()), Stream.of(placeOf(LoggerFactory.class)))
                    .map(PluginClassPath::path)
                    .distinct()
                    .toList();
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }

    /** The one jar or folder that a class of the plugin's own was loaded from. */
    public static List<Path> own(Class<?> type) {
        return List.of(path(placeOf(type)));
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Path path(URL url) {
        try {
            URI uri = url.toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The plugin was loaded from a place that is no file: " + url, e);
        }
    }
}
