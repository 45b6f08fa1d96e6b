package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.ScriptingContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our patches change when gems load something, never what they do. */
class PatchedGemsTest {
    private static final String LEXERS = """
            names = registry.keys.sort.map { |name| "#{name}=#{found.call(name)}" }
            (names + Rouge::Lexer.all.map(&:name)).join("\\n")
            """;

    @TempDir
    Path folder;

    @Test
    void rougesLexers_areFoundAndListedAsRougeItselfDoes() {
        String eager = ruby("""
                lib = File.join(Gem::Specification.find_by_name("rouge").full_gem_path, "lib")
                module Rouge; end
                Rouge::LIB_DIR = lib
                %w(version util text_analyzer token lexer regex_lexer template_lexer).each { |name| load "#{lib}/rouge/#{name}.rb" }
                Dir.glob("#{lib}/rouge/lexers/*.rb").sort.each { |file| Rouge::Lexers.load_lexer(File.basename(file)) }
                registry = Rouge::Lexer.send(:registry)
                found = lambda { |name| registry[name].name }
                """ + LEXERS);
        String lazy = ruby("""
                require "rouge"
                registry = Rouge::Lexers::BY_NAME
                found = lambda { |name| Rouge::Lexer.find(name).name }
                """ + LEXERS);

        assertThat(lazy).isEqualTo(eager);
        assertThat(lazy.lines().count()).isGreaterThan(500);
    }

    @Test
    void rougesLexers_areLoadedWhenTheyAreAskedFor() {
        String loaded = ruby("""
                        require "rouge"
                        before = Rouge::Lexers.autoload?(:Ruby).nil?
                        Rouge::Lexer.find("rb")
                        [before, Rouge::Lexers.autoload?(:Ruby).nil?, Rouge::Lexers.autoload?(:Haskell).nil?].join(" ")
                        """);

        assertThat(loaded).isEqualTo("false true false");
    }

    @Test
    void lexerOfAPlugin_winsOverRougesOwnOfThatName() {
        String found = ruby("""
                        require "rouge"
                        class OwnLexer < Rouge::RegexLexer
                          tag "ruby"
                        end
                        class Rouge::Lexers::Python
                          def self.changed; "changed"; end
                        end
                        [Rouge::Lexer.find("ruby"), Rouge::Lexer.find("py").changed, Rouge::Lexer.find("py").superclass].join(" ")
                        """);

        assertThat(found).isEqualTo("OwnLexer changed Rouge::RegexLexer");
    }

    @Test
    void csvAndI18n_areLoadedWhenTheyAreAskedFor() {
        String answers = ruby("""
                        require "jekyll"
                        lazy = [Object.autoload?(:CSV), Object.autoload?(:I18n)]
                        [*lazy, Jekyll::Utils.slugify("Ünder Wärts", :mode => "latin"), CSV.parse_line("a,b").size].join(" ")
                        """);

        assertThat(answers).isEqualTo("csv i18n under-warts 2");
    }

    @Test
    void jekyllsCache_makesAnewWhatIsDamagedOnTheDisk() throws IOException {
        String script = "require 'jekyll'; Jekyll::Cache.cache_dir = '" + folder
                + "'; Jekyll::Cache.new('texts').getset('key') { '%s' }";
        String first = ruby(script.formatted("first"));
        String kept = ruby(script.formatted("not asked for"));
        Path file = cacheFile();
        Files.write(file, new byte[] {4, 8});

        String mended = ruby(script.formatted("mended"));

        assertThat(List.of(first, kept, mended)).containsExactly("first", "first", "mended");
    }

    @Test
    void defaultGems_areEvaluatedOnlyWhereAnotherGemCouldTakeTheirPlace() {
        String script = "Gem.find_unresolved_default_spec('json').nil?.to_s";

        assertThat(ruby(script)).isEqualTo("true");
        assertThat(ruby(script, List.of(folder))).isEqualTo("false");
    }

    @Test
    void liquidsHotPaths_renderAsLiquidItselfDoes() throws Exception {
        String script = Files.readString(Path.of("src/test/ruby/liquid_corpus.rb"));

        String patched = ruby(script);

        assertThat(patched.lines().count()).isGreaterThan(3_000);
        assertThat(patched).contains("deep", "from a proc", "undefined variable missing", "Memory limits exceeded");
        assertThat(patched).isEqualTo(ruby(unpatched("liquid-5.4.0", "liquid-hot-paths") + script));
    }

    @Test
    void jekyllsLinkIncludeAndWhere_giveWhatJekyllItselfDoes() throws Exception {
        String script = Files.readString(Path.of("src/test/ruby/jekyll_corpus.rb"));

        String patched = ruby("FOLDER = '" + folder.resolve("patched") + "'\n" + script);

        assertThat(patched)
                .contains(
                        "/base/a/same.txt",
                        "Could not find document",
                        "(say \"so\"|it's|x+y|)",
                        "Invalid syntax for include tag");
        assertThat(patched)
                .isEqualTo(ruby(unpatched(
                                "jekyll-4.3.1",
                                "jekyll-link-index",
                                "jekyll-include-parsed-once",
                                "jekyll-where-without-hashing")
                        + "FOLDER = '" + folder.resolve("patched") + "'\n" + script));
    }

    @Test
    void plainUrls_areWhatAddressableMakesOfThem() throws Exception {
        String script = Files.readString(Path.of("src/test/ruby/url_corpus.rb"));

        String patched = ruby(script);

        assertThat(patched.lines().count()).isGreaterThan(10_000);
        assertThat(patched).contains("\"https://example.com/x/a/y.html\\\"", "xn--mnchen-3ya", "InvalidURIError");
        assertThat(patched).isEqualTo(ruby(unpatched("jekyll-4.3.1", "jekyll-plain-urls") + script));
    }

    @Test
    void feedsLink_isEscapedAsItWas_andAnewWhereTheTitleChanges() throws Exception {
        String script = """
                require "jekyll"
                require "jekyll-feed"
                site = Jekyll::Site.new(Jekyll.configuration("quiet" => true, "url" => "https://example.com", "disable_disk_cache" => true))
                template = Liquid::Template.parse("{% feed_meta %}")
                titles = [nil, "One", +"Two", %q(A & <b> "c" 'd'), "ä", 5, :six, "", "One", "\\xFF"]
                titles.map do |title|
                  site.config["title"] = title
                  first = template.render!({}, :registers => { :site => site })
                  title << "!" if title == "Two"
                  first + template.render!({}, :registers => { :site => site })
                rescue StandardError => e
                  "#{e.class}: #{e.message}"
                end.inspect
                """;

        String patched = ruby(script);

        assertThat(patched).contains("Two!", "&amp; &lt;b&gt; &quot;c&quot;");
        assertThat(patched).isEqualTo(ruby(unpatched("jekyll-feed-0.17.0", "jekyll-feed-link-escaped-once") + script));
    }

    @Test
    void kramdownsParsers_areFoundAsKramdownItselfDoes() throws Exception {
        String script = """
                require "jekyll"
                texts = ["It's -- \\"so\\"...", "*a*", "# b", ""]
                inputs = ["SmartyPants", "kramdown", "GFM", "markdown", "html", "nothing"]
                inputs.product(texts).map do |input, text|
                  Kramdown::Document.new(text, :input => input).to_html
                rescue StandardError => e
                  "#{e.class}: #{e.message}"
                end.inspect + (Kramdown::Document.new("x").to_nothing rescue $!.class).inspect
                """;

        String patched = ruby(script);

        assertThat(patched).contains("It’s", "kramdown has no parser to handle").endsWith("NoMethodError");
        assertThat(patched).isEqualTo(ruby(unpatched("kramdown-2.4.0", "kramdown-parser-is-there") + script));
    }

    /** The line of Ruby that puts a gem first as it was before patches. */
    private String unpatched(String gem, String... patches) throws IOException, InterruptedException {
        Path packed = Path.of("target/gems/packed/gems").resolve(gem);
        Path copy = folder.resolve("gems").resolve(gem);
        try (Stream<Path> files = Files.walk(packed)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(packed.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (String patch : patches) {
            ProcessBuilder git = new ProcessBuilder(
                            "git",
                            "apply",
                            "-R",
                            "-p1",
                            Path.of("src/gems/patches", patch + ".patch")
                                    .toAbsolutePath()
                                    .toString())
                    .directory(folder.toFile())
                    .inheritIO();
            git.environment().put("GIT_CEILING_DIRECTORIES", folder.getParent().toString());
            assertThat(git.start().waitFor()).as(patch).isZero();
        }
        return "$LOAD_PATH.unshift('" + copy.resolve("lib") + "')\n";
    }

    private Path cacheFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static String ruby(String script) {
        return ruby(script, List.of());
    }

    /** The last value of a script in a runtime of its own, which is set up as the child JVM's. */
    private static String ruby(String script, List<Path> gemPath) {
        ClassLoader loader = PatchedGemsTest.class.getClassLoader();
        ScriptingContainer ruby = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
        try {
            Map<String, String> environment = new HashMap<>(System.getenv());
            GemEnvironment.apply(environment, gemPath, "production");
            ruby.setEnvironment(environment);
            ruby.setClassLoader(new RubyFileLoader(PluginClassPath.of(loader), loader));
            ruby.setLoadPaths(List.of("uri:classloader:/dev/siteedge/maven/jekyll/ruby"));
            return String.valueOf(ruby.runScriptlet(script));
        } finally {
            ruby.terminate();
        }
    }
}
