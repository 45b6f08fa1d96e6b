# frozen_string_literal: true

module Jekyll
  # The .css.map beside a style sheet.
  class SourceMapPage < Page
    def initialize(css_page)
      @site = css_page.site
      @dir = css_page.dir
      @data = css_page.data
      @name = "#{css_page.basename}.css.map"
      process(@name)
      Jekyll::Hooks.trigger :pages, :post_init, self
    end

    def source_map(map)
      self.content = map
    end

    def ext
      ".map"
    end

    def asset_file?
      true
    end

    def render_with_liquid?
      false
    end
  end
end
