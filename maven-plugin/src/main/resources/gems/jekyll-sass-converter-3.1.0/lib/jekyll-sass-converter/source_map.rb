# frozen_string_literal: true

require "addressable/uri"
require "json"

module JekyllSassConverter
  # A source map whose sources are relative to the style sheet, as if the theme's `_sass` lay in the site.
  class SourceMap
    # theme_folder - where the theme's _sass was unpacked to, or nil
    def initialize(page, source, theme_folder)
      @page = page
      @source = source
      @theme_folder = theme_folder
    end

    def self.url(path)
      Addressable::URI.encode("file://#{path.start_with?("/") ? "" : "/"}#{path}")
    end

    def process(json)
      map = JSON.parse(json)
      map["file"] = Addressable::URI.encode("#{@page.basename}.css")
      map["sources"].map! { |url| url.start_with?("file:") ? relative(url) : url }
      JSON.generate(map)
    end

    private

    def relative(url)
      if @theme_folder
        theme = self.class.url(@theme_folder)
        url = url.sub(%r!\A#{Regexp.escape(theme)}!, self.class.url(File.join(@source, "_sass")))
      end
      folder = Jekyll.sanitized_path(@source, File.dirname(@page.relative_path))
      Addressable::URI.parse(url).route_from(Addressable::URI.parse(self.class.url("#{folder}/"))).to_s
    end
  end
end
