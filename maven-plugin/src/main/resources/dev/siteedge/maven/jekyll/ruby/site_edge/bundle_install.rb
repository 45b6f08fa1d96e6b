# frozen_string_literal: true

require "bundler"
require "digest"
require "rubygems/ext"
require "site_edge/bundle_failure"
require "site_edge/bundle_stand_ins"

module SiteEdge
  # Resolves and installs the gems of a site's Gemfile into a folder, with the Bundler inside JRuby, for BundleMain. Writes
  # nothing beside the Gemfile: the lock is a copy.
  class BundleInstall
    # What a bundle's installation says, line by line.
    class Ui < Bundler::UI::Silent
      def initialize(report)
        super()
        @report = report
      end

      def info(message = nil, _newline = nil)
        tell("debug", message || yield)
      end

      def confirm(message = nil, _newline = nil)
        tell("info", message || yield)
      end

      def warn(message = nil, _newline = nil)
        tell("warn", message || yield)
      end

      def error(message = nil, _newline = nil)
        tell("debug", message || yield)
      end

      private

      def tell(level, text)
        line = BundleFailure.plain(text.to_s)
        # Of each gem it says that it fetches, and then that it installs it.
        @report.log(line.start_with?("Fetching ") ? "debug" : level, line) unless line.empty?
      end
    end

    # Prepended to RubyGems' builder of extensions, which JRuby has nothing to build with.
    module NoExtensions
      def build_extensions
        raise BundleFailure::NativeGem, @spec.name if @spec.extensions.any?
      end
    end

    # Prepended to JRuby's Gem::Specification: the bundled gems are patched and are not what a Gemfile means.
    module NoBundledGems
      private

      def spec_directories_from_classpath
        []
      end
    end

    # gemfile - path
    # folder  - of this bundle
    # stamp   - the file that says the bundle is whole
    # report  - dev.siteedge.maven.jekyll.ChildReport
    def self.run(gemfile, folder, stamp, report)
      new(gemfile, folder, report).run(stamp)
      report.done(0, 0)
    rescue ScriptError, StandardError => e
      report.failed(BundleFailure.message(e, gemfile), BundleFailure.trace(e))
    end

    def initialize(gemfile, folder, report)
      @gemfile = gemfile
      @folder = folder
      @report = report
    end

    def run(stamp)
      configure
      definition = install
      write_stamp(definition, stamp)
    end

    private

    def configure
      ENV["BUNDLE_GEMFILE"] = @gemfile
      Bundler.ui = Ui.new(@report)
      # Wins over the site's .bundle/config, which is meant for CRuby.
      Bundler.settings.temporary(
        :path => File.join(@folder, "gems"), :frozen => false, :deployment => false, :clean => false, :jobs => 1
      )
      Gem::Specification.singleton_class.prepend(NoBundledGems)
      Bundler.configure
      Gem::Ext::Builder.prepend(NoExtensions)
    end

    # The gems that the site brings are enough, or the sources are asked.
    def install
      return install_from(:local => true) if Dir.exist?(Bundler.app_cache)

      install_from({})
    rescue Bundler::GemNotFound, Bundler::SolveFailure => e
      raise e unless Dir.exist?(Bundler.app_cache)

      reason = BundleFailure.plain(e.message).chomp(".")
      @report.log("info", "vendor/cache is not enough for the bundle (#{reason}); asking the Gemfile's sources.")
      install_from({})
    end

    def install_from(options)
      definition = definition()
      Bundler::Installer.install(Bundler.root, definition, options)
      definition
    end

    def definition
      lock = File.join(@folder, "Gemfile.lock")
      FileUtils.cp("#{@gemfile}.lock", lock) if File.file?("#{@gemfile}.lock")
      dsl = Bundler::Dsl.new
      dsl.eval_gemfile(Pathname.new(@gemfile))
      BundleStandIns.add_to(dsl, File.join(@folder, "stand-ins"))
      dsl.to_definition(Pathname.new(lock), {})
    end

    def write_stamp(definition, stamp)
      lines = watched(definition).map { |file| ["watch", Digest::SHA256.file(file).hexdigest[0, 20], file] }
      lines += gems(definition).map { |spec| ["gem", dumped(spec), spec.full_gem_path, own(spec)] }
      lines += definition.dependencies_for([:jekyll_plugins]).select(&:should_include?).map { |dep| required(dep) }
      File.write("#{stamp}.new", lines.map { |line| "#{line.join("\t")}\n" }.join)
      File.rename("#{stamp}.new", stamp)
    end

    # What the result depends on, besides the Gemfile and its lock.
    def watched(definition)
      gemspecs = gems(definition).select { |spec| own(spec) == "own" }.map(&:loaded_from)
      (definition.gemfiles.map(&:to_s) + gemspecs).uniq.select { |file| File.file?(file) }
    end

    def gems(definition)
      definition.specs.to_a.reject do |spec|
        spec.name == "bundler" || BundleStandIns::NAMES.include?(spec.name) || spec.default_gem?
      end
    end

    # Whether the gem's files are the site's own, and change.
    def own(spec)
      spec.source.instance_of?(Bundler::Source::Path) || spec.source.instance_of?(Bundler::Source::Gemspec) ? "own" : "installed"
    end

    # A gemspec of a path may run programs: what it says now is kept.
    def dumped(spec)
      file = File.join(@folder, "specifications", "#{spec.full_name}.gemspec")
      FileUtils.mkdir_p(File.dirname(file))
      File.write(file, spec.to_spec.to_ruby)
      file
    end

    def required(dependency)
      files = dependency.autorequire || [""]
      ["require", dependency.name, *files.map { |file| file == true ? dependency.name : file }]
    end
  end
end
