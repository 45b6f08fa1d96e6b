# frozen_string_literal: true

module JekyllFeatureFlags
  # The experiments of a site: what the file says, with the edge's status and weights where it has its own.
  class Experiments
    include Enumerable

    # The entries as their author wrote them, for the manifest (the edge keeps its own changes).
    attr_reader :entries, :name

    def self.load(site)
      source = YamlSource.of(site, "experiments", ExperimentParser::WORDS)
      edge = EdgeDefinitions.new(site).fetch
      return from_edge(edge, site) if source.nil? && edge

      new(source || YamlSource.new("_data/experiments.yml", []), site).with_edge(edge)
    end

    # Without a file the edge's definitions are the only ones.
    def self.from_edge(edge, site)
      new(YamlSource.new("feature_flags.experiments_url", edge.values), site)
    end
    private_class_method :from_edge

    def initialize(source, site)
      @site = site
      @name = source.name
      @experiments = ExperimentParser.new(source, site).parse
      @entries = IsoTime.in_json(source.value || [])
      @effective = @entries
    end

    def each(&block)
      @experiments.each(&block)
    end

    def find_by_id(id)
      @experiments.find { |experiment| experiment.id == id }
    end

    # For site.data.experiments: the list with the status and weights that this build uses.
    def to_data
      @effective
    end

    # edge - Hash of id → entry of the edge, or nil. The edge wins on status (and winner) and on weights.
    def with_edge(edge)
      return self unless edge

      merged = entries.zip(@experiments).map { |entry, experiment| merge(entry, experiment, edge[experiment.id]) }
      @effective = merged.map(&:first)
      @experiments = merged.map(&:last)
      self
    end

    private

    def merge(entry, experiment, theirs)
      return [entry, experiment] unless theirs

      merged = overlay(entry, theirs)
      [merged, ExperimentParser.new(YamlSource.new("feature_flags.experiments_url", [merged]), @site).parse.first]
    rescue Error => e
      e.message.each_line(:chomp => true) { |line| Jekyll.logger.warn("Feature flags:", "#{line} Going on with #{name}.") }
      [entry, experiment]
    end

    def overlay(entry, theirs)
      merged = entry.reject { |key, _| key == "winner" }
      merged["status"] = theirs["status"] || entry["status"]
      winner = theirs.key?("status") ? theirs["winner"] : entry["winner"]
      merged["winner"] = winner if winner && merged["status"] == "stopped"
      weights = weights(theirs)
      merged["variants"] = entry["variants"].map { |variant| variant.merge("weight" => weights.fetch(variant["name"], variant["weight"])) }
      merged
    end

    def weights(theirs)
      Array(theirs["variants"]).grep(Hash).to_h { |variant| [variant["name"], variant["weight"]] }.compact
    end
  end
end
