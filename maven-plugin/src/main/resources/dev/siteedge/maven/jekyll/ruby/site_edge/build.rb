# frozen_string_literal: true

require "fileutils"
require "site_edge/give_way"
require "site_edge/pages"

module SiteEdge
  # Counts what Jekyll does, phase by phase.
  module Build
    class << self
      attr_accessor :report
      attr_reader :rendered

      def phase(name)
        GiveWay.check
        report.progress(name, 0, 0)
      end

      def start_rendering(total)
        @rendered = 0
        Pages.begin
        @total = total
        report.progress("Rendering", 0, total)
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
        MarkdownAhead.during(self) { super }
      end

      def cleanup
        Build.phase("Writing")
        super
      end

      private

      def render_regenerated(document, payload)
        Pages.timed(document) { super }.tap { Build.page_rendered }
      end
    end
  end

  # What survives a build: Jekyll writes into a fresh folder, so it is copied there first.
  module KeptFiles
    # The gem jekyll-feature-flags compares the experiments with those of the last build.
    MANIFEST = "_edge/manifest.json"

    # names - `keep_files`; as in Jekyll's cleaner each is the start of a path.
    def self.copy(previous, destination, names)
      return unless File.directory?(previous)

      Dir.glob("**/*", File::FNM_DOTMATCH, :base => previous).each do |path|
        next unless path == MANIFEST || names.any? { |name| path.start_with?(name) }

        copy_entry(File.join(previous, path), File.join(destination, path))
      end
    end

    def self.copy_entry(from, to)
      return FileUtils.mkdir_p(to) if File.directory?(from) && !File.symlink?(from)

      FileUtils.mkdir_p(File.dirname(to))
      FileUtils.copy_entry(from, to, true)
    end
    private_class_method :copy_entry
  end

  Jekyll::Site.prepend(Build::Phases)
  Jekyll::Document.prepend(GiveWay::BetweenDocuments)
  Jekyll::Regenerator.prepend(GiveWay::BetweenPages)
end
