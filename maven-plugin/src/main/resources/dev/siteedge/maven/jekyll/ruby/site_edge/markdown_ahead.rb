# frozen_string_literal: true

module SiteEdge
  # Has Markdown converted on a second processor while pages are rendered, where nothing but Jekyll's own code has a say in
  # what it becomes.
  module MarkdownAhead
    # What converting Markdown stands on, besides kramdown and Rouge.
    CORE = [
      Object, NilClass, String, Symbol, Array, Hash, Range, Struct, Regexp, MatchData, Integer, Float, Proc, StringScanner
    ].freeze

    # Where methods of Ruby and of the bundled gems are written.
    BUNDLED = %w(uri:classloader: <internal:).freeze

    # Prepended to Jekyll's KramdownParser.
    module Conversions
      def convert(content)
        MarkdownAhead.take(content) || super
      end
    end

    class << self
      # dev.siteedge.maven.jekyll.MarkdownAhead
      attr_accessor :helper

      # Runs the block, which renders the site.
      def during(site)
        begin_with(site) if possible?(site.config)
        yield
      ensure
        texts = helper.end
        Build.report.log("debug", "Markdown converted ahead: #{texts} texts") if @begun
        @begun = false
      end

      def take(text)
        helper.take(text) if @begun && plain?(text)
      end

      private

      def begin_with(site)
        texts = texts(site)
        return unless helper.wanted(texts.size)

        helper.begin(settings(site.config), texts)
        @begun = true
      end

      # A plugin or another version may have changed how Markdown is converted.
      def possible?(config)
        bundled = !Bundle.stamp && ENV["GEM_PATH"] == ENV["GEM_HOME"]
        bundled && config["markdown"].to_s.casecmp?("kramdown") && silent?(config["kramdown"]) && !changed?(config)
      end

      # What is said of a text belongs where it is rendered; further engines are further gems.
      def silent?(kramdown)
        !kramdown["show_warnings"] && [nil, "mathjax"].include?(kramdown["math_engine"]) &&
          kramdown["coderay"].to_h.empty? && !kramdown["enable_coderay"]
      end

      # Whether a plugin of the site's own may have changed how: names kramdown or Rouge, or has methods in Ruby's classes.
      def changed?(config)
        folders = Array(config["plugins_dir"]).map { |folder| File.expand_path(folder, config["source"]) }
        files = folders.flat_map { |folder| Dir.glob(File.join(folder, "**", "*.rb")) }
        return false if files.empty?

        files.any? { |file| %r!kramdown|rouge!i.match?(File.binread(file)) } || !CORE.all? { |type| ours?(type) }
      end

      def ours?(type)
        [type, type.singleton_class].flat_map(&:ancestors).uniq.all? do |owner|
          names = owner.instance_methods(false) + owner.private_instance_methods(false)
          names.all? do |name|
            file, = owner.instance_method(name).source_location
            file.nil? || file.start_with?(*BUNDLED)
          end
        end
      end

      # What needs no Liquid and has not been converted by an earlier build.
      def texts(site)
        known = Jekyll::Cache.new("Jekyll::Converters::Markdown")
        texts = markdown(site).reject(&:render_with_liquid?).map(&:content)
        texts.select { |text| plain?(text) && !known.key?(text) }
      end

      # Pages, documents and their excerpts.
      def markdown(site)
        converter = site.find_converter_instance(Jekyll::Converters::Markdown)
        items = site.collections.each_value.flat_map(&:docs) + site.pages
        items = items.select { |item| item.content && converter.matches(item.extname) }
        items.flat_map { |item| [item.data["excerpt"], item] }.select { |item| item.respond_to?(:render_with_liquid?) }
      end

      def plain?(text)
        text.encoding == Encoding::UTF_8 && text.valid_encoding?
      end

      def settings(config)
        Marshal.dump(config.slice("kramdown", "highlighter").to_h).unpack1("H*")
      end
    end
  end

  Jekyll::Converters::Markdown::KramdownParser.prepend(MarkdownAhead::Conversions)
end
