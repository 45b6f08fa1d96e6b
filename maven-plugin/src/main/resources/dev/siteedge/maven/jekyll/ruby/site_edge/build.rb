# frozen_string_literal: true

require "fileutils"

module SiteEdge
  # Counts what Jekyll does, phase by phase.
  module Build
    class << self
      attr_accessor :report
      attr_reader :rendered

      def phase(name)
        report.progress(name, 0, 0)
      end

      def start_rendering(total)
        @rendered = 0
        @total = total
      end

      def page_rendered
        @rendered += 1
        report.progress("Rendering", @rendered, @total)
      end
    end

    # Prepended to Jekyll::Site.
    module Phases
      def read
        Build.phase("Reading")
        super
      end

      def generate
        Build.phase("Generating")
        super
      end

      def render
        Build.start_rendering(pages.size + collections.sum { |_, collection| collection.docs.size })
        super
      end

      def cleanup
        Build.phase("Writing")
        super
      end

      private

      def render_regenerated(document, payload)
        super.tap { Build.page_rendered }
      end
    end
  end

  # What `keep_files` names survives a build; Jekyll writes into a fresh folder, so it is copied there first.
  module KeptFiles
    def self.copy(previous, destination, names)
      return unless File.directory?(previous)

      Dir.glob("**/*", File::FNM_DOTMATCH, :base => previous).each do |path|
        next unless names.any? { |name| path.start_with?(name) }

        from = File.join(previous, path)
        next if File.directory?(from) && !File.symlink?(from)

        to = File.join(destination, path)
        FileUtils.mkdir_p(File.dirname(to))
        FileUtils.copy_entry(from, to, true)
      end
    end
  end

  Jekyll::Site.prepend(Build::Phases)
end
