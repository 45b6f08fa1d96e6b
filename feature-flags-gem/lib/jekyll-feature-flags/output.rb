# frozen_string_literal: true

require "fileutils"

module JekyllFeatureFlags
  # The files below _edge that this gem owns in the destination: the renditions and the manifest.
  class Output
    OWNED = [Rendition::FOLDER, Manifest::PATH].freeze

    def initialize(site)
      @site = site
    end

    # Jekyll's cleaner runs before the renditions are written; without this it would remove them at each build.
    def keep_from_cleaner
      @site.keep_files = @site.keep_files | OWNED
    end

    # renditions - Array of Rendition. Files that are no longer among them are removed.
    def write(renditions, manifest)
      files = renditions.reject(&:control?).to_h { |rendition| [@site.in_dest_dir(rendition.file), rendition.html] }
      remove_stale(files.keys)
      files.each { |path, html| replace(path, html) }
      replace(@site.in_dest_dir(Manifest::PATH), manifest.to_json)
    end

    # The experiments of the manifest that the last build left in the destination.
    def last_experiments
      list = JSON.parse(File.read(@site.in_dest_dir(Manifest::PATH), :encoding => "utf-8"))["experiments"]
      list.is_a?(Array) ? list.grep(Hash) : []
    rescue SystemCallError, JSON::ParserError, TypeError, NoMethodError
      []
    end

    private

    # A file that stays as it is keeps its time, so that what watches the folder sees only changes.
    def replace(path, text)
      return if File.file?(path) && File.binread(path) == text.b

      FileUtils.mkdir_p(File.dirname(path))
      File.binwrite(path, text)
    end

    def remove_stale(current)
      folder = @site.in_dest_dir(Rendition::FOLDER)
      found = Dir.glob("**/*", File::FNM_DOTMATCH, :base => folder).map { |name| File.join(folder, name) }
      FileUtils.rm_f(found.select { |path| File.file?(path) || File.symlink?(path) } - current)
      folders = found.select { |path| File.directory?(path) && !path.end_with?("/.") } << folder
      folders.sort_by { |path| -path.length }.each { |path| Dir.rmdir(path) if File.directory?(path) && Dir.empty?(path) }
    end
  end
end
