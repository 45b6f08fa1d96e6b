package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.ScriptingContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled gems without RubyGems are what RubyGems makes of them. */
class BundledGemsTest {
    private static final String LISTS = "require 'site_edge/bundled_gems'; include SiteEdge;";
    private static final String ACTIVATED = "require 'site_edge/bundled_gems'; SiteEdge::BundledGems.activate;";

    @Test
    void activeGems_areTheOnesThatRubyGemsActivatesForJekyll_inItsOrder() {
        String wanted = withRubyGems("""
                before = $LOAD_PATH.dup
                require "jekyll"
                require "jekyll-feature-flags"
                gems = Gem.loaded_specs.values.reject { |spec| spec.name == "did_you_mean" }
                [gems.map(&:full_name), gems.flat_map(&:full_require_paths)].inspect
                """);

        assertThat(withRubyGems(LISTS
                        + "[BundledGems::ACTIVE, BundledGems::ACTIVE.map { |gem| BundledGems.lib(gem) }].inspect"))
                .as("the list ACTIVE in bundled_gems.rb; bring it up to date when the lock of the gems changes")
                .isEqualTo(wanted);
    }

    @Test
    void plugins_areAllThatWantNothingButTheActiveGems() {
        String wanted = withRubyGems(LISTS + """
                names = BundledGems::ACTIVE.map { |gem| gem[/.*(?=-\\d)/] }
                plugins = Gem::Specification.select { |spec| spec.name.start_with?("jekyll-") && !names.include?(spec.name) }
                plugins.select! { |spec| (spec.runtime_dependencies.map(&:name) - names).empty? }
                plugins.map { |spec| [spec.full_name, spec.full_require_paths.grep(/\\Auri:/)] }.reject { |_, paths| paths.empty? }.sort.uniq.inspect
                """);

        assertThat(withRubyGems(
                        LISTS + "BundledGems::PLUGINS.values.map { |gem| [gem, [BundledGems.lib(gem)]] }.sort.inspect"))
                .isEqualTo(wanted);
    }

    @Test
    void filesReadAhead_areThoseThatAreFoundByTheirNames() {
        String wrong = withoutRubyGems(ACTIVATED + """
                places = SiteEdge::BundledGems.instance_variable_get(:@places)
                missing = places.values.reject { |file| File.file?(file) }
                others = places.reject do |feature, file|
                  feature.nil? || $LOAD_PATH.map { |lib| "#{lib}/#{feature}.rb" }.find { |name| File.file?(name) } == file
                end
                [places.size > 380, missing, others].inspect
                """);

        assertThat(wrong).isEqualTo("[true, [], {}]");
    }

    @Test
    void jekyll_isLoadedWithoutRubyGems() {
        assertThat(withoutRubyGems(ACTIVATED + """
                require "rubygems"
                require "jekyll"
                require "jekyll-feed"
                require "jekyll-seo-tag"
                [Object.autoload?(:Gem), $LOADED_FEATURES.grep(/rubygems/), Jekyll::VERSION, defined?(JekyllFeed).nil?].inspect
                """)).isEqualTo("[\"site_edge/rubygems\", [], \"4.3.1\", false]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gem::Version.new('1.10') > Gem::Version.new('1.9')",
                "gem('jekyll', '>= 4').nil? || true",
                "require 'octokit'",
                "require 'icalendar'; Icalendar::Calendar.new.to_ical.start_with?('BEGIN:VCALENDAR')",
                "begin; require 'nothing-like-it'; rescue LoadError => e; e.path == 'nothing-like-it'; end",
                "Gem::Specification.find_by_name('minima').version.to_s == '2.5.1'",
            })
    void whoeverWantsRubyGems_hasIt_andItKnowsWhatIsActive(String wish) {
        String state =
                ";[wished, Gem.loaded_specs.keys.grep_v('did_you_mean').first(24), Gem.loaded_specs['kramdown'].full_gem_path,"
                        + " Kernel.private_method_defined?(:require_without_gems)].inspect";

        String answer =
                withoutRubyGems(ACTIVATED + "require 'jekyll'; require 'jekyll-feed'; require 'jekyll-feature-flags';"
                        + "wished = (" + wish + ")" + state);

        assertThat(answer)
                .startsWith("[true, ")
                .contains("\"jekyll\"", "jekyll-feed", "jekyll-feature-flags", "rexml")
                .endsWith("\"uri:classloader:/gems/kramdown-2.4.0\", false]");
    }

    private static String withRubyGems(String script) {
        return ruby(script, false);
    }

    private static String withoutRubyGems(String script) {
        return ruby(script, true);
    }

    /** The last value of a script in a runtime of its own, which is set up as the child JVM's. */
    private static String ruby(String script, boolean disableGems) {
        ClassLoader loader = BundledGemsTest.class.getClassLoader();
        ScriptingContainer ruby = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
        try {
            Map<String, String> environment = new HashMap<>(System.getenv());
            GemEnvironment.apply(environment, List.of(), "production");
            ruby.setEnvironment(environment);
            ruby.setClassLoader(new RubyFileLoader(PluginClassPath.of(loader), loader));
            ruby.setLoadPaths(List.of("uri:classloader:/dev/siteedge/maven/jekyll/ruby"));
            ruby.getProvider().getRubyInstanceConfig().setDisableGems(disableGems);
            return String.valueOf(ruby.runScriptlet(script));
        } finally {
            ruby.terminate();
        }
    }
}
