# frozen_string_literal: true

# Makes .gem files of installed gems, and of a folder of them a source that `source "file:///..."` of a Gemfile names.

require "fileutils"
require "rubygems/package"
require "tmpdir"
require "zlib"

module GemSource
  module_function

  # specification - path of an installed gem's specification
  # folder        - the installed gem
  # to            - where the .gem goes
  def pack(specification, folder, to)
    spec = Gem::Specification.load(specification).dup
    Dir.mktmpdir do |copy|
      FileUtils.cp_r("#{folder}/.", copy)
      Dir.chdir(copy) { build(spec, to) }
    end
  end

  # gemspec - path of a gem's source
  def pack_source(gemspec, to)
    spec = Gem::Specification.load(gemspec)
    Dir.chdir(File.dirname(gemspec)) { build(spec, to) }
  end

  def build(spec, to)
    spec.extra_rdoc_files = []
    spec.test_files = []
    spec.executables = []
    spec.files = Dir.glob("**/*", File::FNM_DOTMATCH).select { |file| File.file?(file) }
    FileUtils.mkdir_p(to)
    Gem::DefaultUserInteraction.use_ui(Gem::SilentUI.new) do
      Gem::Package.build(spec, true, false, File.join(to, spec.file_name))
    end
  end

  # folder - its gems/*.gem are what the source holds
  def index(folder)
    specs = Dir.glob(File.join(folder, "gems", "*.gem")).map { |file| Gem::Package.new(file).spec }
    tuples = specs.map { |spec| [spec.name, spec.version, spec.original_platform.to_s] }
    gzip(folder, "specs.4.8.gz", tuples)
    gzip(folder, "latest_specs.4.8.gz", tuples)
    gzip(folder, "prerelease_specs.4.8.gz", [])
    quick = File.join(folder, "quick", "Marshal.4.8")
    FileUtils.mkdir_p(quick)
    specs.each do |spec|
      File.binwrite(File.join(quick, "#{spec.full_name}.gemspec.rz"), Zlib::Deflate.deflate(Marshal.dump(spec)))
    end
  end

  def gzip(folder, name, content)
    Zlib::GzipWriter.open(File.join(folder, name)) { |file| file.write(Marshal.dump(content)) }
  end
end
