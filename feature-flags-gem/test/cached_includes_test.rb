# frozen_string_literal: true

require_relative "test_helper"

begin
  require "jekyll-include-cache"
rescue LoadError
  # The plugin's behaviour in as few lines, for machines without it: one rendering for each file and parameters.
  module JekyllIncludeCache
    def self.cache
      @cache ||= {}
    end

    class Tag < Jekyll::Tags::IncludeTag
      def render(context)
        key = [@file, @params]
        JekyllIncludeCache.cache[key] ||= super
      end
    end
  end
  Liquid::Template.register_tag("include_cached", JekyllIncludeCache::Tag)
  Jekyll::Hooks.register(:site, :pre_render) { JekyllIncludeCache.cache.clear }
end

class CachedIncludesTest < SiteTest
  def test_cachedIncludeWithExperiment_isBakedOnEveryPage
    files = hero_site("{% include_cached cta.html %}").merge("_includes/cta.html" => HERO_TAG, "two.html" => make_page("{% include_cached cta.html %}"))
    build(files)
    assert_equal %w(hero.bold/index.html hero.bold/two.html), variants_written
    variants_written.each { |path| assert_includes output("_edge/variants/#{path}"), "Bold" }
    assert_includes output("two.html"), "Plain"
  end

  def test_cachedIncludeWithoutExperiment_isStillRenderedOnce
    files = hero_site("{% include_cached a.html %}").merge("_includes/a.html" => "{{ page.url }}", "two.html" => make_page("{% include_cached a.html %}"))
    build(files)
    assert_equal 1, [output("index.html"), output("two.html")].map { |html| html[%r!<body>\s*(\S+)!, 1] }.uniq.length
  end
end
