package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.JekyllBuild;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Where the preview and the runtime live: what they stand on (SLF4J 2, Jackson, JDBC drivers) comes from the runtime's
 * own jars, never from Maven, which has an older SLF4J, nor from another plugin. Of the plugin they share the build.
 */
final class PreviewLoader extends URLClassLoader {
    private static final String SHARED = "dev.siteedge.maven.";
    private static final String PREVIEW = "dev.siteedge.maven.preview.";

    private final ClassLoader plugin;

    /**
     * @param paths the plugin's own and the runtime's jars
     * @param plugin the loader of the plugin's classes
     */
    PreviewLoader(List<Path> paths, ClassLoader plugin) {
        super("site-edge-preview", urls(paths), ClassLoader.getPlatformClassLoader());
        this.plugin = plugin;
    }

    /** A preview that is ready to run, on this thread or another. */
    Runnable preview(JekyllBuild build, BuildRequest request, Path data, String host, int port, BuildLog log) {
        try {
            Runnable preview = (Runnable) loadClass(PREVIEW + "Preview")
                    .getConstructor(
                            JekyllBuild.class, BuildRequest.class, Path.class, String.class, int.class, BuildLog.class)
                    .newInstance(build, request, data, host, port, log);
            return () -> runInside(preview);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The preview does not fit the plugin", e);
        }
    }

    private void runInside(Runnable preview) {
        // The JVM looks for drivers once, perhaps before us and for another plugin.
        ServiceLoader.load(Driver.class, this).stream().forEach(ServiceLoader.Provider::get);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            preview.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(SHARED) && !name.startsWith(PREVIEW)
                ? plugin.loadClass(name)
                : super.loadClass(name, resolve);
    }

    private static URL[] urls(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("No file: " + path, e);
            }
        }
        return urls.toArray(new URL[0]);
    }
}
