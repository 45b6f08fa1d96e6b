# frozen_string_literal: true

require "digest"

module SiteEdge
  # What a site loads into Ruby can't be unloaded: a runtime is good for one set of plugins, as their files were then.
  module Plugins
    # Keys of the configuration that say what is loaded.
    KEYS = %w(plugins gems whitelist safe theme plugins_dir).freeze

    class << self
      # Whether this runtime has loaded nothing yet, or just what this site wants.
      def loadable?(config, source)
        wanted = digest(config, source)
        @loaded ||= wanted
        @loaded == wanted
      end

      private

      def digest(config, source)
        digest = Digest::SHA256.new
        digest << KEYS.map { |key| config[key] }.inspect
        [*files(config, source), *Bundle.files].each { |file| digest << file << "\0" << File.binread(file) << "\0" }
        digest.hexdigest
      end

      def files(config, source)
        folders = Array(config["plugins_dir"]).map { |folder| File.expand_path(folder, source) }
        folders.flat_map { |folder| Dir.glob(File.join(folder, "**", "*")) }.select { |file| File.file?(file) }.sort
      end
    end
  end
end
