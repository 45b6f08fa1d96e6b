# frozen_string_literal: true

require "fileutils"

module Jekyll
  module Converters
    # Compiles the site's style sheets with the Dart Sass of the plugin that this gem comes with.
    class Scss < Converter
      EXTENSION_PATTERN = %r!^\.scss$!i.freeze

      safe true
      priority :low

      class << self
        # One native process for both syntaxes, and for the next build of a site with the same options.
        def engine(options)
          wanted = options.of_engine
          unless @@engine_options == wanted
            @@engine&.close
            @@engine = nil
            @@engine = start(*wanted)
            @@engine_options = wanted
          end
          @@engine
        end

        # Dart Sass reads files, not the class path: the theme's folder is copied out of it.
        def theme_folder(theme)
          @@theme_folder ||= File.join(SiteEdge::Launcher.work, "theme", "_sass").tap do |folder|
            FileUtils.mkdir_p(folder)
            FileUtils.cp_r("#{theme.sass_path}/.", folder)
          end
        end

        private

        def start(*options)
          engine = Java::DevSiteedgeMavenSass::SassEngine.start(java.nio.file.Path.of(SiteEdge::Launcher.work))
          engine.configure(*options)
          engine
        end
      end
      @@engine = nil
      @@engine_options = nil
      @@theme_folder = nil

      # `convert` gets text only; these say which page it belongs to.
      Jekyll::Hooks.register(:pages, :pre_render) { |page| Scss.each_for(page) { |c| c.associate_page(page) } }
      Jekyll::Hooks.register(:pages, :post_render) { |page| Scss.each_for(page) { |c| c.dissociate_page(page) } }

      def self.each_for(page, &block)
        page.converters.grep(Scss).each(&block) if page.is_a?(Jekyll::Page)
      end

      def associate_page(page)
        @sass_page = page
      end

      def dissociate_page(_page)
        @sass_page = nil
      end

      def matches(ext)
        ext =~ self.class::EXTENSION_PATTERN
      end

      def output_ext(_ext)
        ".css"
      end

      def indented?
        false
      end

      def convert(content)
        result = compile(content)
        result.warnings.each { |place| warn_of(place) }
        return result.css unless source_map?

        add_source_map(result.source_map)
        result.css + source_mapping_comment
      rescue Java::DevSiteedgeMavenSass::SassFailure => e
        raise Errors::FatalException, "#{position(e.place)}: Sass is wrong: #{e.place.message.chomp(".")}. Mend the style sheet."
      end

      private

      def options
        @options ||= JekyllSassConverter::Options.new(@config)
      end

      def compile(content)
        Scss.engine(options).compile(
          content, indented?, url, load_paths, options.compressed?, source_map?, !@sass_page.nil?
        )
      end

      def site
        @sass_page ? @sass_page.site : Jekyll.sites.last
      end

      def url
        @sass_page ? JekyllSassConverter::SourceMap.url(page_path) : ""
      end

      def page_path
        Jekyll.sanitized_path(site.source, @sass_page.relative_path)
      end

      def load_paths
        [*options.load_paths(site.source), theme_folder].compact
      end

      def theme_folder
        Scss.theme_folder(site.theme) if site.theme&.sass_path
      end

      def source_map?
        !@sass_page.nil? && options.source_map?
      end

      def add_source_map(json)
        page = SourceMapPage.new(@sass_page)
        page.source_map(JekyllSassConverter::SourceMap.new(@sass_page, site.source, theme_folder).process(json))
        site.pages << page
      end

      def source_mapping_comment
        name = Addressable::URI.encode("#{@sass_page.basename}.css.map")
        "#{"\n\n" unless options.compressed?}/*# sourceMappingURL=#{name} */"
      end

      # Nobody can mend what is in a bundled theme.
      def warn_of(place)
        level = @@theme_folder && place.url.start_with?(JekyllSassConverter::SourceMap.url(@@theme_folder)) ? :debug : :warn
        Jekyll.logger.public_send(level, "#{position(place)}:", place.message)
      end

      def position(place)
        path = Addressable::URI.unencode(place.url.delete_prefix("file://"))
        return "Sass" if path.empty?

        own = @sass_page && path == page_path
        line = place.line + (own ? SiteEdge::Sources.lines_before_body(path) : 0)
        SiteEdge::Sources.place(path, line, site.source)
      end
    end
  end
end
