# frozen_string_literal: true

module SiteEdge
  # What Jekyll only warns of, or says without a place, ends the build with one.
  module Checks
    # What Ruby and kramdown say of text that is not in its encoding.
    WRONG_BYTES = %r!invalid (?:byte|character)|incompatible!.freeze

    # Prepended to Jekyll::Renderer.
    module Rendering
      # Markdown and other converters say nothing of the place.
      def run
        super
      rescue ArgumentError, EncodingError, RuntimeError => e
        raise Checks.encoding_failure(e, document.path, site)
      end

      def render_liquid(content, payload, info, path = nil)
        super
      rescue Liquid::Error => e
        raise Checks.liquid_failure(e, path || document.relative_path, site)
      rescue IOError => e
        raise Checks.include_failure(e, path || document.relative_path, site)
      rescue ArgumentError => e
        raise Checks.encoding_failure(e, path || document.relative_path, site)
      end

      private

      def validate_layout(layout)
        return unless invalid_layout?(layout)

        path = Sources.file(document.path, site.source)
        name = document.data["layout"]
        known = site.layouts.keys.sort.join(", ")
        raise Located.new(path, Sources.line_of(path, %r!^layout:!),
                          "layout is unknown: #{name}; layouts are #{known.empty? ? "none" : known}. " \
                          "Add _layouts/#{name}.html, or write layout: none")
      end
    end

    # Prepended to Liquid::Block: what was never closed is missed at the end of the file, and mended where it opens.
    module Blocks
      private

      def raise_tag_never_closed(_name)
        super
      rescue Liquid::SyntaxError => e
        e.line_number = line_number
        raise
      end
    end

    # Prepended to Jekyll::DataReader.
    module DataFiles
      def read_data_file(path)
        super
      rescue Psych::SyntaxError => e
        raise Failure.broken_yaml(e, path)
      end
    end

    # Prepended to Jekyll::Commands::Doctor's class.
    module Conflicts
      def conflicting_urls(site)
        clashes = destination_map(site).select { |_, paths| paths.size > 1 }
        return false if clashes.empty?

        raise Jekyll::Errors::FatalException, clashes.map { |target, paths| clash(target, paths, site) }.join(" ")
      end

      private

      def clash(target, paths, site)
        files = paths.map { |path| Sources.relative(path, site.source) }.sort.join(" and ")
        "Destination is shared: #{target.delete_prefix(site.dest)} is written by #{files}. " \
          "Give one of them another permalink."
      end
    end

    # The error's own file and line: of an include, when it names one.
    def self.liquid_failure(error, path, site)
      path = Sources.file(error.template_name || path, site.source)
      line = error.line_number && error.line_number + Sources.lines_before_body(path)
      text = error.message.sub(%r!\ALiquid (\w+ )?error(?: \(.*?line \d+\))?: !, "")
      Located.new(path, line, "Liquid is wrong: #{text}. Mend the tag")
    end

    def self.encoding_failure(error, path, site)
      path = Sources.file(path, site.source)
      line = Sources.line_of_wrong_byte(path)
      return error unless line && WRONG_BYTES.match?(error.message)

      Located.new(path, line, "the text is no UTF-8. Save the file as UTF-8")
    end

    # Jekyll's tag says which file is missing, not who wants it: the template itself, else an include of it.
    def self.include_failure(error, path, site)
      name = error.message[%r!\ACould not locate the included file '(.+?)'!, 1]
      return error unless name

      wanted = %r!\{%-?\s*include\w*\s+["']?#{Regexp.escape(name)}!
      path = Sources.file(path, site.source)
      files = [path, *site.includes_load_paths.flat_map { |folder| Dir.glob("#{folder}/**/*").sort }]
      place = files.find { |file| Sources.line_of(file, wanted) } || path
      Located.new(place, Sources.line_of(place, wanted), "Liquid is wrong: #{error.message.chomp(".")}. Mend the tag")
    end
  end

  Jekyll::Renderer.prepend(Checks::Rendering)
  Liquid::Block.prepend(Checks::Blocks)
  Jekyll::DataReader.prepend(Checks::DataFiles)
  Jekyll::Commands::Doctor.singleton_class.prepend(Checks::Conflicts)
end
