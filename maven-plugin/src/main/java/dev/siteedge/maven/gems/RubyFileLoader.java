package dev.siteedge.maven.gems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds Ruby's files on the class path, and quickly what is not there.
 *
 * <p>JRuby asks for each {@code require} times each gem until a file exists. The JVM's own loader looks through all
 * modules of the JDK before it says no: that was a quarter of the time in which Jekyll is loaded. Classes are left to the
 * parent.
 */
public final class RubyFileLoader extends ClassLoader {
    /** Where our class path holds Ruby, and the JDK holds nothing. */
    private static final List<String> RUBY =
            List.of("gems/", "specifications/", "META-INF/jruby.home/", "dev/siteedge/", "jruby/");

    private static final List<String> RUBY_NAMES = List.of(".rb", ".jar", ".jrubydir");

    private final List<Place> places;

    /** A jar or a folder on the class path. */
    private interface Place {
        @Nullable URL url(String name);

        /** Null when it is not there. */
        @Nullable InputStream open(String name) throws IOException;
    }

    /** @param classPath jars and folders, which stay open as long as the JVM runs */
    public RubyFileLoader(List<Path> classPath, ClassLoader parent) {
        super(parent);
        this.places = classPath.stream()
                .filter(Files::exists)
                .map(RubyFileLoader::place)
                .toList();
    }

    @Override
    public @Nullable URL getResource(String name) {
        for (Place place : places) {
            URL url = place.url(name);
            if (url != null) {
                return url;
            }
        }
        return isRuby(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!isRuby(name)) {
            return super.getResources(name);
        }
        List<URL> urls = new ArrayList<>();
        for (Place place : places) {
            URL url = place.url(name);
            if (url != null) {
                urls.add(url);
            }
        }
        return Collections.enumeration(urls);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            for (Place place : places) {
                InputStream stream = place.open(name);
                if (stream != null) {
                    return stream;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return isRuby(name) ? null : super.getResourceAsStream(name);
    }

    private static boolean isRuby(String name) {
        return RUBY.stream().anyMatch(name::startsWith) || RUBY_NAMES.stream().anyMatch(name::endsWith);
    }

    private static Place place(Path path) {
        try {
            return Files.isDirectory(path) ? new Folder(path) : new Jar(new ZipFile(path.toFile()), path.toUri());
        } catch (IOException e) {
            throw new UncheckedIOException("The class path holds what is no jar: " + path, e);
        }
    }

    private record Jar(ZipFile zip, URI uri) implements Place {
        @Override
        public @Nullable URL url(String name) {
            return zip.getEntry(name) == null ? null : urlOf("jar:" + uri + "!" + encoded(name));
        }

        @Override
        public @Nullable InputStream open(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            return entry == null ? null : zip.getInputStream(entry);
        }
    }

    private record Folder(Path path) implements Place {
        @Override
        public @Nullable URL url(String name) {
            Path file = path.resolve(name);
            return Files.exists(file) ? urlOf(file.toUri().toString()) : null;
        }

        @Override
        public @Nullable InputStream open(String name) throws IOException {
            Path file = path.resolve(name);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        }
    }

    private static String encoded(String name) {
        try {
            return new URI(null, null, "/" + name, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + name, e);
        }
    }

    private static URL urlOf(String text) {
        try {
            return new URL(text);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL: " + text, e);
        }
    }
}
