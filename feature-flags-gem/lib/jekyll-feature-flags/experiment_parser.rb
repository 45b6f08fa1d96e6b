# frozen_string_literal: true

module JekyllFeatureFlags
  # Turns a source (the list of _data/experiments.yml, or an edge's answer) into checked Experiments.
  class ExperimentParser
    KEYS = %w(id name status winner coverage seed starts ends group goals unit variants).freeze
    # Values that stay text however YAML would read them.
    WORDS = %w(id name status winner seed type layout include).freeze
    ID_LENGTH = 64

    # site - for the layouts and includes that variants name.
    def initialize(source, site)
      @source = source
      @site = site
      @problems = []
    end

    # Returns an Array of Experiment in the order of the source. Raises Error with every problem found.
    def parse
      experiments = entries.each_with_index.map { |entry, index| experiment(entry, index) }
      check_unique_ids
      check_groups(experiments)
      raise Error, @problems unless @problems.empty?

      experiments
    end

    private

    def entries
      case @source.value
      when nil, false then []
      when Array then @source.value
      else
        @problems << "#{@source.at}: experiments are wrong: #{@source.value.class.name.downcase}; they must be a list. " \
                     "Start each with `- id: …`."
        []
      end
    end

    def experiment(entry, index)
      unless entry.is_a?(Hash)
        @problems << "#{@source.at(index)}: experiment is wrong: #{entry.inspect}; it must be a mapping. Start it with `- id: …`."
        return
      end
      fields = Fields.new(@source, [index], entry, "experiment #{index + 1}", @problems)
      id = fields.name("id", ID_LENGTH, "Name it as in {% experiment hero %}")
      fields.thing = "experiment '#{id}'" if id
      build(fields, id, index)
    end

    # Problems are collected first; what is built from a wrong entry is never used, as parse raises.
    def build(fields, id, index)
      fields.only(*KEYS)
      # Only the edge counts; here a typing error is found before anything is counted.
      fields.choice("unit", Experiment::UNITS) if fields.key?("unit")
      variants = variants(fields, id, index)
      attributes = {
        :id => id, :name => fields.text("name", :default => id.to_s), :status => fields.choice("status", Experiment::STATUSES),
        :winner => winner(fields, variants), :coverage => fields.share("coverage", :default => 1.0),
        :seed => fields.text("seed", :default => id.to_s), :starts => fields.time("starts"), :ends => fields.time("ends"),
        :group => group(fields, id, index), :goals => goals(fields), :variants => variants,
      }
      check_schedule(fields, attributes)
      Experiment.new(**attributes)
    end

    def variants(fields, id, index)
      list = fields["variants"]
      unless list.is_a?(Array) && list.length >= 2
        fields.wrong("variants", "it must be a list of at least 2, the control first", "Add `- {name: control, weight: 50}`")
        return []
      end
      variants = list.each_with_index.map { |entry, at| variant(entry, id, [index, "variants", at]) }.compact
      check_unique_names(fields, list)
      check_weights(fields, variants)
      variants
    end

    def variant(entry, id, path)
      unless entry.is_a?(Hash)
        @problems << "#{@source.at(*path)}: variant of experiment '#{id}' is wrong: #{entry.inspect}; it must be a mapping. " \
                     "Write it as `{name: bold, weight: 50}`."
        return
      end
      fields = Fields.new(@source, path, entry, "variant #{path.last + 1} of experiment '#{id}'", @problems)
      VariantParser.new(fields, :control => path.last.zero?, :site => @site).parse
    end

    def check_unique_names(fields, list)
      names = list.map { |entry| entry["name"] if entry.is_a?(Hash) }
      names.each_with_index do |name, at|
        next if name.nil? || names.index(name) == at

        fields.problem(["variants", at, "name"],
                       "variant name '#{name}' of experiment '#{fields["id"]}' is used twice; names must be unique. Rename one of them.")
      end
    end

    def check_weights(fields, variants)
      return if variants.empty? || variants.sum(&:weight).positive?

      fields.problem("variants", "weights of experiment '#{fields["id"]}' are wrong: all are 0; their sum must be above 0. " \
                                 "Give one of them a weight.")
    end

    def winner(fields, variants)
      return unless fields.key?("winner")
      return fields.wrong("winner", "only a stopped experiment has one", "Write `status: stopped`") unless fields["status"] == "stopped"

      variants.find { |variant| variant.name == fields["winner"] } ||
        fields.wrong("winner", "known variants: #{variants.map(&:name).join(", ")}", "Name one of them")
    end

    def check_schedule(fields, attributes)
      starts, ends = attributes.values_at(:starts, :ends)
      fields.wrong("ends", "it must be after starts", "Correct one of them") if starts && ends && ends <= starts
    end

    def group(fields, id, index)
      return unless fields.key?("group")
      return fields.wrong("group", "it must be a mapping", "Write it as `{name: landing, from: 0, to: 0.5}`") unless fields["group"].is_a?(Hash)

      inner = Fields.new(@source, [index, "group"], fields["group"], "the group of experiment '#{id}'", @problems)
      inner.only("name", "from", "to")
      name = inner.text("name", :next_step => "Name the group")
      from = inner.share("from")
      to = inner.share("to")
      return unless name && from && to

      from < to ? Group.new(name, from, to).freeze : inner.wrong("to", "it must be above from", "Correct one of them")
    end

    def goals(fields)
      return [] unless fields.key?("goals")

      goals = fields["goals"]
      return goals if goals.is_a?(Array) && goals.uniq == goals && goals.all? { |goal| goal.is_a?(String) && !goal.strip.empty? }

      fields.wrong("goals", "it must be a list of different event names and paths", "Write it as `[signup, \"/thanks/\"]`")
      []
    end

    def check_unique_ids
      ids = entries.map { |entry| entry["id"] if entry.is_a?(Hash) }
      ids.each_with_index do |id, index|
        first = ids.index(id)
        next if id.nil? || first == index

        line = @source.line(first, "id")
        @problems << "#{@source.at(index, "id")}: experiment id '#{id}' is used twice#{", first in line #{line}" if line}; " \
                     "ids must be unique. Rename one of them."
      end
    end

    def check_groups(experiments)
      experiments.compact.select(&:group).combination(2) do |one, other|
        next unless one.group.overlaps?(other.group)

        @problems << "#{@source.at(experiments.index(other), "group")}: group of experiment '#{other.id}' is wrong: " \
                     "#{other.group.from} to #{other.group.to}; it overlaps with #{one.group.from} to #{one.group.to} of " \
                     "'#{one.id}' in group '#{one.group.name}'. Make the ranges apart."
      end
    end
  end
end
