package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jruby.embed.ScriptingContainer;

/** A folder of .gem files, made of the packed gems and of gems written here, which a Gemfile can name as its source. */
final class GemSource {
    /** What Jekyll needs, but for what site-edge stands in for. */
    static final List<String> JEKYLL = List.of(
            "addressable",
            "colorator",
            "concurrent-ruby",
            "forwardable-extended",
            "i18n",
            "jekyll",
            "jekyll-watch",
            "kramdown",
            "kramdown-parser-gfm",
            "liquid",
            "mercenary",
            "pathutil",
            "public_suffix",
            "rouge",
            "terminal-table",
            "unicode-display_width");

    private static final Path PACKED = Path.of("target/gems/packed").toAbsolutePath();
    private static final String JRUBY = "uri:classloader:/META-INF/jruby.home/lib/ruby/gems/shared";

    private final Path folder;
    private final ScriptingContainer ruby;
    private final Object script;

    GemSource(Path folder) {
        this.folder = folder;
        this.ruby = RubyRuntime.newContainer();
        ruby.runScriptlet("require '" + Path.of("src/test/ruby/gem_source.rb").toAbsolutePath() + "'");
        this.script = ruby.runScriptlet("GemSource");
    }

    /** As it stands in a Gemfile. */
    String url() {
        return "file://" + folder;
    }

    Path gems() {
        return folder.resolve("gems");
    }

    /** kramdown wants rexml, which JRuby carries. */
    GemSource rexml() {
        pack(JRUBY + "/specifications/rexml-3.3.9.gemspec", JRUBY + "/gems/rexml-3.3.9");
        return this;
    }

    GemSource packed(String name) throws IOException {
        try (Stream<Path> files = Files.list(PACKED.resolve("specifications"))) {
            Path file = files.filter(path -> path.getFileName().toString().matches(Pattern.quote(name) + "-\\d.*"))
                    .findFirst()
                    .orElseThrow();
            String full = file.getFileName().toString().replaceFirst("\\.gemspec$", "");
            pack(file.toString(), PACKED.resolve("gems").resolve(full).toString());
            return this;
        }
    }

    /** @param source a folder with a gemspec of the same name as the gem */
    GemSource own(Path source, String name) {
        ruby.callMethod(script, "pack_source", source.resolve(name + ".gemspec").toString(), gems().toString());
        return this;
    }

    /** Once all gems are there. */
    GemSource index() {
        ruby.callMethod(script, "index", folder.toString());
        return this;
    }

    /** The source of a gem whose one file is loaded under its name. */
    static Path write(Path folder, String name, String more, String code) throws IOException {
        TestSites.write(folder, name + ".gemspec", """
                Gem::Specification.new do |s|
                  s.name = "%s"
                  s.version = "1.0.0"
                  s.summary = "A gem of a test"
                  s.authors = ["A"]
                  s.files = Dir["lib/**/*"]
                  %s
                end
                """.formatted(name, more));
        TestSites.write(folder, "lib/" + name + ".rb", code);
        return folder;
    }

    private void pack(String specification, String gem) {
        ruby.callMethod(script, "pack", specification, gem, gems().toString());
    }
}
