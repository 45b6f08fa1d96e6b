package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GemsCheckTest {
    private static final String ADD = " Add the folder it is installed in with -Dsite-edge.gemPath, or remove it.";

    @TempDir
    Path folder;

    private final GemsCheck check = new GemsCheck();

    @Test
    void bundledGems_areFine() throws IOException {
        SickSite site = new SickSite(folder)
                .source("_config.yml", "theme: minima\nplugins: [jekyll-feed, jekyll-feature-flags]\n")
                .source("Gemfile", """
                        source "https://rubygems.org"
                        gem "jekyll", "~> 4.3.1"
                        gem "rexml" # one of JRuby's own
                        group :jekyll_plugins do
                          gem "jekyll-feed", "~> 0.12"
                        end
                        platforms :mingw, :x64_mingw, :mswin, :jruby do
                          gem "tzinfo", ">= 1", "< 3"
                        end
                        group :test do
                          gem "rspec"
                        end
                        gem "wdm", "~> 0.1", :platforms => [:mingw, :x64_mingw, :mswin]
                        # gem "a-comment"
                        """);

        assertThat(SickSite.lines(check, site.failed("index.md:1: something else.")))
                .isEmpty();
    }

    @Test
    void pluginAndThemeThatAreNotBundled_areNamed() throws IOException {
        SickSite site =
                new SickSite(folder).source("_config.yml", "theme: dinky\nplugins: [jekyll-feed, jekyll-toc]\n");

        assertThat(SickSite.lines(check, site.failed("_config.yml:2: gem is unknown: jekyll-toc; bundled are x.")))
                .containsExactly(
                        "ERROR gems: _config.yml: gem is not bundled: jekyll-toc." + ADD,
                        "ERROR gems: _config.yml: gem is not bundled: dinky." + ADD);
    }

    @Test
    void pluginWithAnExtensionInC_isNamedWithWhatToTakeInstead() throws IOException {
        SickSite site = new SickSite(folder).source("_config.yml", "plugins: [jekyll-commonmark]\n");

        assertThat(SickSite.lines(check, site.failed("_config.yml:1: gem is native: jekyll-commonmark; its …")))
                .containsExactly("ERROR gems: _config.yml: gem is native, and JRuby cannot load it: jekyll-commonmark."
                        + " Write markdown: kramdown in _config.yml, and remove it.");
    }

    @Test
    void pluginThatTheBuildFound_isFineWhateverItsName() throws IOException {
        SickSite site = new SickSite(folder).source("_config.yml", "plugins: [json]\n");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void gemOfAGemfileThatIsNotBundled_isNamedWithItsLine() throws IOException {
        SickSite site =
                new SickSite(folder).source("Gemfile", "source 'https://rubygems.org'\n\ngem('nokogiri', '1')\n");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN gems: Gemfile:3: gem is not bundled, and the build goes without it: nokogiri."
                        + " Take its java platform gem (nokogiri-X-java) through -Dsite-edge.gemPath,"
                        + " or remove the plugin that wants it.");
    }

    @Test
    void gemsOfBundler_areBundlersAffair() throws IOException {
        SickSite site = new SickSite(folder)
                .bundler()
                .source("_config.yml", "plugins: [jekyll-other]\n")
                .source("Gemfile", "gem 'jekyll-other'\n");
        String failure = "Gemfile:1: Bundler cannot find the gems: Could not find gem 'jekyll-other'.";

        assertThat(SickSite.lines(check, site.built())).isEmpty();
        assertThat(SickSite.lines(check, site.failed(failure))).containsExactly("ERROR gems: " + failure);
    }

    @Test
    void pluginOnlyInAGroupOfBundler_isNotLoaded() throws IOException {
        SickSite site = new SickSite(folder)
                .source(
                        "Gemfile",
                        "group :jekyll_plugins do\n  gem 'jekyll-feed'\nend\ngem 'jekyll-gist', group: :jekyll_plugins\n");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly(
                        "WARN gems: Gemfile:2: the group jekyll_plugins loads nothing here: jekyll-feed."
                                + " Name it under plugins: in _config.yml, too.",
                        "WARN gems: Gemfile:4: the group jekyll_plugins loads nothing here: jekyll-gist."
                                + " Name it under plugins: in _config.yml, too.");
    }
}
