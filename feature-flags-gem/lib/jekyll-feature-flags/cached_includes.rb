# frozen_string_literal: true

module JekyllFeatureFlags
  # jekyll-include-cache renders an include once for all pages. One that shows a variant would show the same on
  # every page and in every rendition, so its cache is passed by from the second time on; the first time is
  # rendered anyway, as the plugin empties its cache before each build.
  module CachedIncludes
    # Once for the process, as soon as the plugin is there.
    def self.install
      return unless defined?(::JekyllIncludeCache::Tag)

      tag = ::JekyllIncludeCache::Tag
      tag.prepend(self) unless tag.ancestors.include?(self)
    end

    def render(context)
      build = Build.of(context)
      file = render_variable(context) || @file
      return Jekyll::Tags::IncludeTag.instance_method(:render).bind(self).call(context) if build.varying_includes.include?(file)

      before = build.choices_made
      super.tap { build.varying_includes << file if build.choices_made > before }
    end
  end
end
