package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.siteedge.maven.finish.Finish;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites built with the gems of their own Gemfile: Bundler itself, and gems in a folder in the place of a server. */
class BundlerTest {
    /** Says which Jekyll runs, and that the plugin does. */
    private static final String FILTER = """
            module Whose
              def whose(text) = "#{text} from #{Jekyll.method(:sites).source_location.first}"
            end
            Liquid::Template.register_filter(Whose)
            """;

    @TempDir
    static Path shared;

    private static String url = "";
    private static Path gems = Path.of("");

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @BeforeAll
    static void makeGems() throws IOException {
        GemSource source = new GemSource(shared.resolve("source")).rexml();
        for (String name : GemSource.JEKYLL) {
            source.packed(name);
        }
        for (String name : Files.readAllLines(Path.of("src/test/sites/fixture/_config.yml"))) {
            if (name.startsWith("  - jekyll-") && !name.contains("last-modified-at")) {
                source.packed(name.substring("  - ".length()));
            }
        }
        Path whose = GemSource.write(shared.resolve("whose"), "jekyll-whose", "", FILTER);
        Path theme = GemSource.write(shared.resolve("theme"), "own-theme", "", "");
        TestSites.write(theme, "_layouts/default.html", "Layout of the theme: {{ content }}");
        Path quick = GemSource.write(shared.resolve("quick"), "quick", "s.extensions = ['ext/extconf.rb']", "");
        TestSites.write(quick, "ext/extconf.rb", "require 'mkmf'\ncreate_makefile('quick')\n");
        source.own(whose, "jekyll-whose").own(theme, "own-theme").own(quick, "quick");
        source.index();
        url = source.url();
        gems = source.gems();
    }

    @Test
    void gemsOfASource_buildTheSite_onceAndForAll_andNothingIsWrittenIntoTheSite() throws IOException {
        Path source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        String config = Files.readString(source.resolve("_config.yml")).replace("  - jekyll-last-modified-at\n", "");
        TestSites.write(source, "_config.yml", config);
        StringBuilder gemfile = new StringBuilder("source '" + url + "'\ngem 'jekyll', '~> 4.3'\n");
        config.lines()
                .filter(line -> line.startsWith("  - jekyll-"))
                .forEach(line -> gemfile.append("gem '")
                        .append(line.substring("  - ".length()))
                        .append("'\n"));
        gemfile.append("group :jekyll_plugins do\n  gem 'jekyll-whose'\nend\n");
        TestSites.write(source, "Gemfile", gemfile.toString().replace(url, "file://" + folder.resolve("gems")));
        TestSites.copy(shared.resolve("source"), folder.resolve("gems"));
        TestSites.write(source, "whose.md", "---\n---\n{{ 'read' | whose }}\n");
        Map<String, String> before = files(source);

        build(source);
        assertThat(log.level("INFO")).contains("Installing jekyll 4.3.1", "Installing jekyll-whose 1.0.0");
        assertThat(folder.resolve("site/whose/index.html"))
                .content()
                .containsPattern("read from " + folder.resolve("bundles") + "/.*/jekyll-4.3.1/lib/jekyll.rb");
        assertThat(folder.resolve("site/assets/main.css")).content().contains("color");
        assertThat(files(source)).isEqualTo(before);

        Folders.delete(folder.resolve("gems"));
        int lines = log.lines().size();
        TestSites.write(source, "whose.md", "---\n---\n{{ 'read again' | whose }}\n");
        build(source);
        assertThat(folder.resolve("site/whose/index.html")).content().contains("read again from");
        assertThat(log.lines().stream().skip(lines)).noneMatch(line -> line.contains("Installing"));
    }

    @Test
    void gemOfAPath_isReadWhereItIs_alsoWhenItChanges_andAThemeComesAsAGem() throws IOException {
        Path source = site("""
                gem 'jekyll'
                gem 'own-theme'
                group :jekyll_plugins do
                  gem 'near-by', path: '../near-by'
                end
                """);
        TestSites.write(source, "_config.yml", "theme: own-theme\n");
        TestSites.write(source, "index.md", "---\nlayout: default\n---\n{{ 'read' | whose }}\n");
        Path plugin = GemSource.write(folder.resolve("near-by"), "near-by", "", FILTER);

        try (JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), log)) {
            warm.run(request(source));
            assertThat(folder.resolve("site/index.html"))
                    .content()
                    .startsWith("Layout of the theme:")
                    .contains("read from");

            TestSites.write(plugin, "lib/near-by.rb", FILTER.replace("from", "out of"));
            warm.run(request(source));
            assertThat(folder.resolve("site/index.html")).content().contains("read out of");

            GemSource.write(plugin, "near-by", "s.add_dependency 'nowhere'", FILTER);
            assertThatThrownBy(() -> warm.run(request(source)))
                    .isInstanceOf(JekyllBuildException.class)
                    .hasMessageContaining("depends on nowhere");
        }
    }

    @Test
    void lockOfCRuby_andItsGemsInVendorCache_needNoNetwork() throws IOException {
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "style.scss", "---\n---\n$c: red;\na { color: $c; }\n");
        TestSites.write(source, "Gemfile", """
                source 'https://gems.example'
                ruby '3.3.0'
                gem 'jekyll', '~> 4.3'
                gem 'http_parser.rb', '~> 0.6.0', platforms: [:jruby]
                gem 'wdm', '~> 0.1', platforms: [:mingw, :x64_mingw, :mswin]
                group :jekyll_plugins do
                  gem 'jekyll-feed'
                end
                """);
        Path lock = Files.copy(Path.of("src/test/bundler/Gemfile.lock"), source.resolve("Gemfile.lock"));
        String locked = Files.readString(lock);
        TestSites.write(source, ".bundle/config", "---\nBUNDLE_PATH: \"vendor/bundle\"\nBUNDLE_FROZEN: \"true\"\n");
        TestSites.copy(gems, Files.createDirectories(source.resolve("vendor")).resolve("cache"));
        Map<String, String> before = files(source);

        build(source);

        assertThat(folder.resolve("site/style.css")).content().contains("color: red");
        assertThat(folder.resolve("site/feed.xml")).exists();
        assertThat(files(source)).isEqualTo(before);
        assertThat(lock).content().isEqualTo(locked);
    }

    @Test
    void gemThatNobodyHas_isNamedWithItsLineInTheGemfile() throws IOException {
        Path source = site("gem 'jekyll'\ngem 'nowhere', '~> 2.0'\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage("Gemfile:3: Bundler cannot find the gems: Could not find gem 'nowhere (~> 2.0)' in rubygems"
                        + " repository " + url
                        + "/ or installed locally. Correct the gem's name, version or source in the"
                        + " Gemfile, or bring its .gem in vendor/cache.");
    }

    @Test
    void gemWithAnExtensionInC_isNamedWithItsLineInTheGemfile() throws IOException {
        Path source = site("gem 'quick'\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage(
                        "Gemfile:2: gem is native: quick; its extension in C cannot be loaded by JRuby. Look for a gem"
                                + " in plain Ruby or with a java platform, or remove it.");
    }

    @Test
    void gemfileThatIsNoRuby_isNamedWithTheLine() throws IOException {
        Path source = site("gem 'jekyll'\nnonsense 'x'\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage("Gemfile:3: Undefined local variable or method `nonsense' for Gemfile. Correct the line.");
    }

    @Test
    void sourceThatIsNotThere_isNamed() throws IOException {
        Path source = site("gem 'jekyll'\n");
        // Not the test's own folder: Bundler takes a 401 in its name for the answer of a server.
        TestSites.write(source, "Gemfile", "source 'file:///no-such-source'\ngem 'jekyll'\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessageStartingWith("Gemfile: Bundler cannot fetch the gems: Could not fetch specs from"
                        + " file:///no-such-source/")
                .hasMessageEndingWith(" Check the source and the network, or bring the .gem files in vendor/cache.");
    }

    @Test
    void pluginThatIsNotInTheBundle_isNamed_althoughThePluginCarriesIt() throws IOException {
        Path source = site("gem 'jekyll'\ngroup(:jekyll_plugins) { gem 'jekyll-whose', require: 'nonsense' }\n");
        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage(
                        "Gemfile:3: gem cannot be loaded: jekyll-whose; no such file to load -- nonsense. Correct its"
                                + " require: or add the gem that it wants.");
        TestSites.write(source, "Gemfile", "source '" + url + "'\ngem 'jekyll'\n");
        TestSites.write(source, "_config.yml", "title: T\nplugins: [jekyll-gist]\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage(
                        "_config.yml:2: gem is not in the bundle: jekyll-gist. Add it to the Gemfile, or remove it.");
    }

    @Test
    void privateSource_isAskedWithItsPassword_whichNobodyIsTold() throws IOException {
        Set<String> authorizations = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Path file = gems.resolveSibling(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
            }
        });
        server.start();
        try {
            String host = "127.0.0.1:" + server.getAddress().getPort();
            Path source = site("");
            TestSites.write(source, "Gemfile", "source 'http://me:secret@" + host + "'\ngem 'nowhere'\n");

            assertThatThrownBy(() -> build(source))
                    .isInstanceOf(JekyllBuildException.class)
                    .hasMessageStartingWith("Gemfile:2: Bundler cannot find the gems: Could not find gem 'nowhere' in"
                            + " rubygems repository http://" + host + "/");
            assertThat(authorizations).containsExactly("Basic bWU6c2VjcmV0");
            assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void bundleWithoutJekyll_isToldSo() throws IOException {
        Path source = site("gem 'colorator'\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage("Gemfile: gem is not in the bundle: jekyll. Add it.");
    }

    @Test
    void siteWithoutGemfile_isToldSo() throws IOException {
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "title: T\n");

        assertThatThrownBy(() -> build(source))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage(
                        "Gemfile is wrong: " + source.resolve("Gemfile") + "; it cannot be read, and site-edge.bundler"
                                + " is true. Write one, or leave -Dsite-edge.bundler out for the bundled gems.");
    }

    @Test
    void sourceThatNeverAnswers_isGivenUpAfterTheTimeout() throws IOException {
        // It takes connections, and that is all.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Path source = site("");
            TestSites.write(
                    source, "Gemfile", "source 'http://127.0.0.1:" + silent.getLocalPort() + "'\ngem 'nowhere'\n");

            assertThatThrownBy(
                            () -> JekyllBuild.cold(InstantSource.system(), log).run(request(source, 1)))
                    .isInstanceOf(JekyllBuildException.class)
                    .hasMessage("Bundler is not ready after 1 s. Look whether the Gemfile's sources answer, or give it"
                            + " more time with -Dsite-edge.timeout.");
        }
    }

    private Path site(String gemfile) throws IOException {
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "Gemfile", "source '" + url + "'\n" + gemfile);
        return source;
    }

    private void build(Path source) {
        JekyllBuild.cold(InstantSource.system(), log).run(request(source));
    }

    private BuildRequest request(Path source) {
        return request(source, 0);
    }

    private BuildRequest request(Path source, int timeoutSeconds) {
        BuildRequest plain = TestSites.request(source, folder.resolve("site"));
        return new BuildRequest(
                source,
                false,
                plain.destination(),
                plain.config(),
                plain.exclude(),
                plain.options(),
                Finish.baked(null),
                false,
                false,
                timeoutSeconds,
                folder.resolve("bundles"),
                plain.jvm());
    }

    /** Every file with its content, without the cache that Jekyll itself keeps there. */
    private static Map<String, String> files(Path source) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = source.relativize(file);
                if (!name.startsWith(".jekyll-cache")) {
                    files.put(name.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }
}
