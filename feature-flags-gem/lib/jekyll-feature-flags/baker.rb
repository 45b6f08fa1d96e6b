# frozen_string_literal: true

require "set"

module JekyllFeatureFlags
  # Renders a page again for every other combination of its experiments' variants, right after Jekyll has
  # rendered the page itself: nothing else of the site has changed in between, so that two renditions differ
  # in their variants alone. Afterwards everything is as Jekyll left it.
  class Baker
    # The document being rendered and the variants it shows.
    # used - Set of Experiment that a tag asked for; nil where nobody records (excerpts).
    Frame = Struct.new(:document, :choices, :used)

    def initialize(experiments)
      @experiments = experiments
      @usage = Usage.new(experiments)
      @frames = []
      @used = {}.compare_by_identity
      @before = {}.compare_by_identity
      @baking = nil
      @choices = {}
    end

    # Called around Jekyll::Renderer#run.
    def rendering(document, payload)
      @frames.push(frame(document, payload))
      yield
    ensure
      @frames.pop
    end

    # The variant that the document being rendered shows of an experiment.
    def variant_of(experiment)
      frame = @frames.last
      return experiment.baseline unless frame&.used && experiment.active?

      frame.used << experiment
      frame.choices.fetch(experiment, experiment.control)
    end

    # Called when Jekyll and all other plugins are done with a document.
    #
    # Returns an Array of Rendition, the control first; empty when the document uses no active experiment and
    # for a rendition that is being baked, whose document was taken up before.
    def bake(document)
      before = @before.delete(document)
      used = @used[document]
      return [] if before.nil? || used.empty?
      return not_written(document, used) unless document.write?

      after = Snapshot.new(document, document.renderer.payload)
      renditions(document, before)
    ensure
      after&.restore
    end

    # A page shows the winner of a stopped experiment for good.
    def apply_winner(document)
      @usage.listed(document).each { |experiment| experiment.winner&.apply(document) }
    end

    private

    # An excerpt, and a document that a plugin renders in the middle of another one, show their control: what
    # they show belongs to other pages than the one being baked.
    def frame(document, payload)
      return Frame.new(document, {}, nil) if document.is_a?(Jekyll::Excerpt)
      return Frame.new(document, @choices, @used[document]) if document.equal?(@baking)

      @before[document] = Snapshot.new(document, payload)
      @used[document] = Set.new(@usage.listed(document).select(&:active?))
      Frame.new(document, {}, @used[document])
    end

    # A variant can show an experiment that the control does not: until no combination is new.
    def renditions(document, before)
      finished = {}
      while (choices = combinations(document).find { |choice| !finished.key?(shown(choice)) })
        finished[shown(choices)] = render(document, before, choices)
      end
      combinations(document).map { |choice| Rendition.new(document, choice, finished[shown(choice)]) }
    end

    # A combination is known by what it changes; the control, which Jekyll has rendered, changes nothing.
    def shown(choices)
      choices.reject { |experiment, variant| variant == experiment.control }
    end

    def combinations(document)
      Combinations.of(@experiments.select { |experiment| @used[document].include?(experiment) }, document.relative_path)
    end

    def render(document, before, choices)
      return if shown(choices).empty?

      @baking = document
      @choices = choices
      before.restore
      @usage.listed(document).each { |experiment| choices[experiment]&.apply(document) }
      document.output = document.renderer.run
      document.trigger_hooks(:post_render)
      document.output
    ensure
      @baking = nil
    end

    def not_written(document, used)
      names = used.map(&:id).join(", ")
      Jekyll.logger.warn("Feature flags:", "#{document.relative_path} uses the experiments #{names} but is not written as a page; " \
                                           "it shows their control wherever it is shown.")
      []
    end
  end
end
