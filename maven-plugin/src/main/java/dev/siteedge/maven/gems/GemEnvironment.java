package dev.siteedge.maven.gems;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** What {@code bundle exec} or an enclosing Bundler leaves behind; its other variables are the user's settings. */
    private static final List<String> BUNDLERS_OWN =
            List.of("BUNDLE_GEMFILE", "BUNDLE_BIN_PATH", "BUNDLE_APP_CONFIG", "BUNDLER_");

    private GemEnvironment() {}

    /**
     * The same for Bundler: nothing but JRuby's own gems is there already, and the user's settings of Bundler, such as
     * {@code BUNDLE_GEMS__EXAMPLE__COM}, are kept.
     *
     * @param environment of the process to start
     * @param home where gems are installed
     * @param jekyllEnvironment value of {@code JEKYLL_ENV}, which a Gemfile may ask for
     */
    public static void applyForBundler(Map<String, String> environment, Path home, String jekyllEnvironment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet()
                .removeIf(name ->
                        !name.startsWith("BUNDLE_") || BUNDLERS_OWN.stream().anyMatch(name::startsWith));
        apply(environment, List.of(), jekyllEnvironment);
        environment.putAll(settings);
        environment.put("GEM_HOME", home.toString().replace('\\', '/'));
    }

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
