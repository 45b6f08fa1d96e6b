# frozen_string_literal: true

module JekyllFeatureFlags
  # The experiments that an HTML page lists itself: `experiments: [hero]` in its front matter or in a default.
  # A default for everything reaches feeds, sitemaps and style sheets too: those have no data or layout variants.
  class Usage
    def initialize(experiments)
      @experiments = experiments
    end

    # Returns an Array of Experiment. Raises Error for an unknown id and for what is no list of ids.
    def listed(document)
      value = document.data["experiments"]
      return [] if value.nil? || !Jekyll::Page::HTML_EXTENSIONS.include?(document.output_ext)

      ids = Array(value)
      wrong(document, "experiments in front matter are wrong: #{value.inspect}; they must be a list of ids.") unless ids.all?(String)
      ids.uniq.map { |id| @experiments.find_by_id(id) || unknown(document, id) }
    end

    def self.unknown_experiment(id, experiments)
      known = experiments.map(&:id)
      "unknown experiment '#{id}'; known experiments: #{known.empty? ? "none, add it to _data/experiments.yml" : known.join(", ")}."
    end

    private

    def unknown(document, id)
      wrong(document, self.class.unknown_experiment(id, @experiments), %r![\s\["',-]#{Regexp.escape(id)}(?:[\s\]"',]|\z)!)
    end

    def wrong(document, message, line = %r!\Aexperiments\s*:!)
      location = TemplateLocation.new(document.site, document.path)
      raise Error, location.front_matter_prefix(line) + message
    end
  end
end
