# frozen_string_literal: true

module JekyllFeatureFlags
  # The file whose Liquid is being parsed. Liquid tells a tag its line in the text without front matter and
  # not its file; a tag keeps the location it was parsed at. (A parsed template belongs to one file, so this
  # is no state of a page.)
  class TemplateLocation
    KEY = :jekyll_feature_flags_template

    # The location being parsed in this thread; one without a file outside Jekyll's renderer.
    def self.current
      Thread.current[KEY] || new(nil, nil)
    end

    def self.parsing(location)
      outer = Thread.current[KEY]
      Thread.current[KEY] = location
      yield
    ensure
      Thread.current[KEY] = outer
    end

    def initialize(site, path)
      @site = site
      @path = path.to_s.delete_suffix("/#excerpt")
    end

    # Returns "_posts/x.md:14: " for a 1-based line of the text that Liquid saw.
    def prefix(line)
      return "" if @path.empty?

      "#{relative_path}:#{"#{line + front_matter_lines}:" if line} "
    end

    # Where the front matter says something, else the file alone.
    def front_matter_prefix(pattern)
      index = front_matter.lines.index { |text| text.match?(pattern) }
      "#{relative_path}:#{"#{index + 1}:" if index} "
    end

    private

    def front_matter_lines
      front_matter.count("\n")
    end

    def front_matter
      return "" unless ::File.file?(absolute_path)

      text = ::File.read(absolute_path, **@site.file_read_opts)
      text[Jekyll::Document::YAML_FRONT_MATTER_REGEXP].to_s
    end

    def absolute_path
      @absolute_path ||= [@path, ::File.join(@site.source, @path)].find { |file| file.start_with?("/") && ::File.file?(file) } ||
        @site.in_source_dir(@path)
    end

    def relative_path
      theme = @site.theme
      path = @path.delete_prefix("#{@site.source}/")
      theme ? path.delete_prefix("#{theme.root}/") : path
    end

    # Prepended to Jekyll::LiquidRenderer, which every body, include and layout passes through.
    module Renderer
      def file(filename)
        super.tap { |file| file.location = TemplateLocation.new(@site, filename) }
      end
    end

    # Prepended to Jekyll::LiquidRenderer::File.
    module File
      attr_accessor :location

      def parse(content)
        TemplateLocation.parsing(location) { super }
      end
    end

    Jekyll::LiquidRenderer.prepend(Renderer)
    Jekyll::LiquidRenderer::File.prepend(File)
  end
end
