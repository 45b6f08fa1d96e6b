# frozen_string_literal: true

module SiteEdge
  # What Jekyll only warns of, or says without a place, ends the build with one.
  module Checks
    # Prepended to Jekyll::Renderer.
    module Rendering
      def render_liquid(content, payload, info, path = nil)
        super
      rescue Liquid::Error => e
        raise Checks.liquid_failure(e, path || document.relative_path, site)
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
  end

  Jekyll::Renderer.prepend(Checks::Rendering)
  Jekyll::Commands::Doctor.singleton_class.prepend(Checks::Conflicts)
end
