package dev.siteedge.maven.gems;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment variables that decide which gems Ruby sees: the bundled ones and those of {@code gemPath}, never what
 * happens to be installed on the machine.
 */
public final class GemEnvironment {
    /** JRuby's own gems; without them the bundled rexml is lost, which kramdown needs. */
    private static final String JRUBY_GEMS = "uri:classloader:/META-INF/jruby.home/lib/ruby/gems/shared";

    private static final List<String> LEAKS = List.of("RUBY", "GEM_", "BUNDLE", "JRUBY");

    private GemEnvironment() {}

    /**
     * Replaces the variables in place.
     *
     * @param environment of the process to start
     * @param gemPath further folders with {@code gems/} and {@code specifications/}
     * @param jekyllEnvironment value of {@code JEKYLL_ENV}
     */
    public static void apply(Map<String, String> environment, List<Path> gemPath, String jekyllEnvironment) {
        environment.keySet().removeIf(name -> LEAKS.stream().anyMatch(name::startsWith));
        List<String> path = new ArrayList<>();
        path.add(JRUBY_GEMS);
        // JRuby on Windows takes forward slashes only.
        gemPath.forEach(folder -> path.add(folder.toString().replace('\\', '/')));
        environment.put("GEM_HOME", JRUBY_GEMS);
        environment.put("GEM_PATH", String.join(java.io.File.pathSeparator, path));
        environment.put("JEKYLL_ENV", jekyllEnvironment);
        // A Gemfile written for CRuby names gems that are not here; the bundled ones need no Bundler.
        environment.put("JEKYLL_NO_BUNDLER_REQUIRE", "true");
        // Under the POSIX locale the JDK cannot open files with names beyond ASCII.
        environment.put("LC_ALL", "C.UTF-8");
    }
}
