# frozen_string_literal: true

module JekyllSassConverter
  # What `sass:` in _config.yml says, with the defaults of jekyll-sass-converter 3.
  class Options
    STYLES = %w(expanded compressed).freeze

    def initialize(config)
      @sass = config["sass"] || {}
      @safe = config["safe"]
    end

    def compressed?
      style = @sass["style"].to_s.delete_prefix(":")
      (STYLES.include?(style) ? style : "expanded") == "compressed"
    end

    def source_map?
      case @sass.fetch("sourcemap", "always").to_s
      when "never" then false
      when "development" then Jekyll.env == "development"
      else true
      end
    end

    # What SassEngine#configure takes: quiet_deps, verbose, and the fatal, future and silenced deprecations.
    def of_engine
      [flag("quiet_deps"), flag("verbose"), *%w(fatal future silence).map { |kind| deprecations(kind) }]
    end

    # Folders of the site that are searched for what is loaded, absolute.
    def load_paths(source)
      folders = Array(@sass["load_paths"]) + [sass_dir(source)]
      folders.map! { |path| Jekyll.sanitized_path(source, path) } if @safe
      found = folders.flat_map { |path| Dir.glob(path.to_s, :base => source) }
      found.map! { |path| @safe ? Jekyll.sanitized_path(source, path) : File.expand_path(path, source) }
      found.uniq.select { |path| File.directory?(path) }
    end

    private

    def flag(key)
      @sass[key] ? true : false
    end

    def deprecations(kind)
      Array(@sass["#{kind}_deprecations"]).map(&:to_s)
    end

    def sass_dir(source)
      name = @sass["sass_dir"].to_s
      Jekyll.sanitized_path(source, name.empty? ? "_sass" : name).delete_prefix("#{source}/")
    end
  end
end
