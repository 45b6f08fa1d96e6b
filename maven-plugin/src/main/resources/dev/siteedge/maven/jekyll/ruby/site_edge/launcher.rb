# frozen_string_literal: true

require "site_edge/bundle"
require "site_edge/bundled_gems"
require "site_edge/failure"
require "site_edge/log"
require "site_edge/watch"

module SiteEdge
  # Runs one Jekyll build for RubyRuntime.
  class Launcher
    # Mistakes in a site, found by a runtime that is none the worse for it.
    HARMLESS = %w(SiteEdge::Located Psych::SyntaxError Jekyll::Errors::FatalException).freeze

    class << self
      # What the gem jekyll-sass-converter needs to know: where it may unpack.
      attr_reader :work

      attr_reader :helper

      # The site as the last build left it, nil before the first.
      attr_accessor :built

      # request - dev.siteedge.maven.jekyll.ChildRequest
      # report  - dev.siteedge.maven.jekyll.ChildReport
      # work    - a folder of this process
      # helper  - dev.siteedge.maven.jekyll.MarkdownAhead
      #
      # Returns the name of a RubyRuntime.Ending.
      def run(request, report, work, helper)
        @work = work
        @helper = helper
        new(request, report).run
      end
    end

    def initialize(request, report)
      @request = request
      @report = report
    end

    def run
      Watch.new(@report, @request).during { run_watched }
    end

    private

    def run_watched
      return early_page unless @request.page.empty?

      load_jekyll
      config = Settings.new(@request).configuration
      return "OTHER_PLUGINS" unless Plugins.loadable?(config, @request.source)

      Bundle.require_plugins(@request.source)
      site = make_site(config)
      build(site)
      Launcher.built = site
      tell_java(site)
      @report.rendered(Build.rendered)
      "REUSABLE"
    rescue GaveWay
      @report.gave_way
      "REUSABLE"
    rescue SystemExit, ScriptError, StandardError, SystemStackError => e
      @report.failed(Failure.message(e, @request), Failure.trace(e))
      HARMLESS.include?(e.class.name) ? "REUSABLE" : "BROKEN"
    end

    def early_page
      site = Launcher.built
      # A build that gave way has left its own there, which plugins ask about.
      Jekyll.sites.replace([site]) if site
      @report.rendered(site ? EarlyPage.new(site, @request.page, @report).write(@request.destination) : 0)
      "REUSABLE"
    end

    def load_jekyll
      Encoding.default_external = Encoding::UTF_8
      find_gems
      require "jekyll"
      Jekyll.logger = Log.new(@report)
      require "site_edge/settings"
      require "site_edge/plugins"
      require "site_edge/checks"
      require "site_edge/order"
      require "site_edge/reserved_paths"
      require "site_edge/markdown_ahead"
      require "site_edge/build"
      require "site_edge/early_page"
      require_feature_flags
      BundledGems.forget_places
    end

    # A site's own gems and versions are RubyGems' business.
    def find_gems
      return BundledGems.activate if @request.bundle.empty? && ENV["GEM_PATH"] == ENV["GEM_HOME"]

      require "rubygems"
      Bundle.activate(@request.bundle) unless @request.bundle.empty?
    end

    # Bakes experiments' variants; a gem of its own that also works without us.
    def require_feature_flags
      require "jekyll-feature-flags"
    rescue LoadError => e
      raise unless e.path == "jekyll-feature-flags"
    end

    def make_site(config)
      # Process-wide in Jekyll: the sites of earlier builds.
      Jekyll.sites.clear
      KeptFiles.copy(@request.previous, @request.destination, config["keep_files"])
      Jekyll::Site.new(config)
    end

    def build(site)
      Build.report = @report
      MarkdownAhead.helper = Launcher.helper
      site.process
      return unless site.config["profile"]

      [site.liquid_renderer.stats_table, *Pages.table].each { |text| @report.log("info", text) }
    end

    def tell_java(site)
      Settings.for_java(site.config).each { |key, value| @report.setting(key, value) }
      site.each_site_file do |item|
        next unless item.respond_to?(:data) && item.data && item.data["site_edge"] == false

        @report.untracked(item.destination(site.dest).delete_prefix("#{site.dest}/"))
      end
    end
  end
end
