# frozen_string_literal: true

module JekyllFeatureFlags
  module Filters
    # {{ "hero" | variant_of }} → "bold": the variant that this rendition of the page shows.
    def variant_of(id)
      path = (@context.registers[:page] || {})["path"]
      prefix = path ? "#{path}: " : ""
      Build.of(@context).variant_of(id.to_s, prefix).name
    end
  end
end

Liquid::Template.register_filter(JekyllFeatureFlags::Filters)
