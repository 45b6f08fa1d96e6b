# frozen_string_literal: true

module SiteEdge
  # The site's own bundle, as BundleInstall left it: exactly its gems are active, and ours where they stand in.
  #
  # Bundler itself is not loaded: which gems there are is known, and where.
  module Bundle
    OURS = %w(jekyll-feature-flags jekyll-sass-converter).freeze

    class << self
      # The stamp's path, nil when the bundled gems are used.
      attr_reader :stamp

      # stamp - what BundleInstall wrote
      def activate(stamp)
        return if @stamp

        specs = lines("gem", stamp).map { |file, folder| load(file, folder) }
        raise Located.new("Gemfile", nil, "gem is not in the bundle: jekyll. Add it") if specs.none? { |spec| spec.name == "jekyll" }

        specs += ours
        Gem::Specification.all = specs
        specs.each { |spec| mark(spec) }
        $LOAD_PATH.unshift(*specs.flat_map(&:full_require_paths))
        @stamp = stamp
      end

      # What the group jekyll_plugins loads.
      #
      # source - the folder of the Gemfile
      def require_plugins(source)
        return unless @stamp

        lines("require").each { |name, *files| require_plugin(name, files, File.join(source, "Gemfile")) }
      end

      # Files that a runtime has loaded, or may have, and that change without a new bundle.
      def files
        return [] unless @stamp

        own = lines("gem").select { |_, _, kind| kind == "own" }.map { |_, folder| folder }
        [@stamp] + own.flat_map { |folder| Dir.glob(File.join(folder, "lib", "**", "*.rb")).sort }
      end

      private

      def lines(kind, stamp = @stamp)
        fields = File.readlines(stamp, :chomp => true).map { |line| line.split("\t", -1) }
        fields.select { |first,| first == kind }.map { |line| line.drop(1) }
      end

      def load(file, folder)
        Gem::Specification.load(file).tap { |spec| spec.full_gem_path = folder }
      end

      def ours
        OURS.map { |name| Gem::Specification.find_all_by_name(name).first }.compact
      end

      def require_plugin(name, files, gemfile)
        files.each { |file| file.empty? ? require_gem(name) : require(file) }
      rescue LoadError => e
        problem = NativeGems.problem(e.path) || "#{e.message}. Correct its require: or add the gem that it wants"
        line = Sources.line_of(gemfile, %r!\bgem\b.*["']#{Regexp.escape(name)}["']!)
        raise Located.new(gemfile, line, "gem cannot be loaded: #{name}; #{problem}")
      end

      def mark(spec)
        spec.activated = true
        Gem.loaded_specs[spec.name] = spec
      end

      # As Bundler does it: `a-b` may be the file a/b.
      def require_gem(name)
        require name
      rescue LoadError => e
        raise if e.path != name

        begin
          require name.tr("-", "/") if name.include?("-")
        rescue LoadError => second
          raise if second.path != name.tr("-", "/")
        end
      end
    end
  end
end
