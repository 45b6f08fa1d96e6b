package dev.siteedge.maven.doctor;

import dev.siteedge.maven.jekyll.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gems that a build finds: those in the plugin, JRuby's own, and those of {@code gemPath}.
 *
 * @param names without versions
 */
record InstalledGems(Set<String> names) {
    /** Those of the site's Gemfile, which Bundler has installed or has said why not. */
    static final InstalledGems OF_THE_BUNDLE = new InstalledGems(Set.of());

    /** In a jar of the class path, or of JRuby's. */
    private static final Pattern IN_JAR = Pattern.compile(
            "(?:META-INF/jruby\\.home/lib/ruby/gems/shared/)?specifications/(?:default/)?([^/]+)\\.gemspec");

    /** {@code name-1.2.3}, perhaps with a platform. */
    private static final Pattern NAME = Pattern.compile("(.+?)-\\d[^-]*(?:-.+)?");

    static InstalledGems of(ChildJvm jvm) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path entry : jvm.classPath()) {
            if (Files.isDirectory(entry)) {
                folder(entry.resolve("specifications"), names);
            } else if (entry.toString().endsWith(".jar") && Files.isRegularFile(entry)) {
                jar(entry, names);
            }
        }
        for (Path entry : jvm.gemPath()) {
            folder(entry.resolve("specifications"), names);
        }
        return new InstalledGems(names);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    private static void jar(Path file, Set<String> names) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            jar.stream()
                    .map(entry -> IN_JAR.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .forEach(found -> add(found.group(1), names));
        }
    }

    private static void folder(Path specifications, Set<String> names) throws IOException {
        if (!Files.isDirectory(specifications)) {
            return;
        }
        try (Stream<Path> files = Files.list(specifications)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".gemspec"))
                    .forEach(name -> add(name.substring(0, name.length() - ".gemspec".length()), names));
        }
    }

    private static void add(String nameAndVersion, Set<String> names) {
        Matcher matcher = NAME.matcher(nameAndVersion);
        names.add(matcher.matches() ? matcher.group(1) : nameAndVersion);
    }
}
