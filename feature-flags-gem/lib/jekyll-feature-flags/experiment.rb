# frozen_string_literal: true

module JekyllFeatureFlags
  # One arm of an experiment.
  #
  # type - "content" (text, an include or page data) or "layout".
  class Variant
    attr_reader :name, :weight, :type, :content, :include, :data, :layout

    def initialize(name:, weight:, type: "content", content: nil, include: nil, data: nil, layout: nil)
      @name = name
      @weight = weight
      @type = type
      @content = content
      @include = include
      @data = data
      @layout = layout
      freeze
    end

    # The Liquid text that an experiment tag without a section for this variant shows, nil when it has none.
    def template
      include ? "{% include #{include} %}" : content
    end

    # Changes a page that lists the experiment in its front matter: only in memory, never its URL.
    def apply(document)
      document.data.replace(Jekyll::Utils.deep_merge_hashes(document.data, data)) if data
      document.data["layout"] = layout if layout
    end
  end

  # Share [from, to) of the visitors of a group; experiments of one group never meet in one visitor.
  Group = Struct.new(:name, :from, :to) do
    def overlaps?(other)
      name == other.name && from < other.to && other.from < to
    end
  end

  # A checked definition. The first variant is the control.
  class Experiment
    STATUSES = %w(draft running stopped).freeze
    UNITS = %w(visitor-day user).freeze

    attr_reader :id, :name, :status, :winner, :coverage, :seed, :starts, :ends, :group, :goals, :variants

    # winner - the Variant that stays after the end, nil while there is none.
    def initialize(id:, name:, status:, winner:, coverage:, seed:, starts:, ends:, group:, goals:, variants:)
      @id = id
      @name = name
      @status = status
      @winner = winner
      @coverage = coverage
      @seed = seed
      @starts = starts
      @ends = ends
      @group = group
      @goals = goals.freeze
      @variants = variants.freeze
      freeze
    end

    def control
      variants.first
    end

    def variant(name)
      variants.find { |variant| variant.name == name }
    end

    # Its variants are baked: it runs, or it can be started at the edge without a new build.
    def active?
      status != "stopped"
    end

    # What a page shows where nobody chooses: the winner once there is one, else the control.
    def baseline
      winner || control
    end

    def exclusive_with?(other)
      !group.nil? && !other.group.nil? && group.name == other.group.name
    end
  end
end
