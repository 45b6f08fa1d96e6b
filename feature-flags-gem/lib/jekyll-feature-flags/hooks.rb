# frozen_string_literal: true

module JekyllFeatureFlags
  # Where a build of Jekyll meets this gem. Hooks belong to the process and are registered once, when this file
  # is loaded; everything they need is in the site's own Build.
  module Hooks
    # Before and after all other plugins.
    FIRST = 1_000
    LAST = -1_000

    module SiteState
      # The Build of this site, nil until its files are read.
      attr_accessor :feature_flags
    end

    module Renderer
      def run
        build = site.feature_flags
        build ? build.rendering(document, payload) { super } : super
      end
    end

    Jekyll::Site.include(SiteState)
    Jekyll::Renderer.prepend(Renderer)

    Jekyll::Hooks.register(:site, :after_reset, :priority => FIRST) { |site| site.feature_flags = nil }

    Jekyll::Hooks.register(:site, :post_read, :priority => FIRST) do |site|
      site.feature_flags = Build.new(site)
      site.feature_flags.start
    end

    Jekyll::Hooks.register(:site, :pre_render, :priority => FIRST) do |site|
      CachedIncludes.install
      site.feature_flags.apply_winners
    end

    Jekyll::Hooks.register([:pages, :documents], :post_render, :priority => LAST) { |item| item.site.feature_flags&.bake(item) }
    Jekyll::Hooks.register(:site, :post_render, :priority => LAST) { |site| site.feature_flags.mark }
    Jekyll::Hooks.register(:site, :post_write, :priority => LAST) { |site| site.feature_flags.write }
  end
end
