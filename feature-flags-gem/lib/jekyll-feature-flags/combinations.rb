# frozen_string_literal: true

module JekyllFeatureFlags
  # Which renditions a page needs: every combination of the variants of its experiments, the control of all
  # first. Two experiments of one exclusive group never meet in one visitor: where one shows another variant
  # than its control, the other shows its control.
  module Combinations
    LIMIT = 16

    module_function

    # experiments - Array in file order.
    # page        - how a message names the page.
    #
    # Returns an Array of Hash Experiment → Variant, each in the order of the experiments.
    def of(experiments, page)
      check_count(experiments, page)
      experiments.reduce([{}]) do |combinations, experiment|
        combinations.flat_map { |chosen| extend_with(experiment, chosen) }
      end
    end

    # Without building them: independent parts multiply, the experiments of a group add up.
    def count(experiments)
      parts = experiments.group_by { |experiment| experiment.group ? experiment.group.name : experiment }
      parts.values.reduce(1) { |product, part| product * (1 + part.sum { |experiment| experiment.variants.length - 1 }) }
    end

    def extend_with(experiment, chosen)
      taken = chosen.any? { |other, variant| variant != other.control && experiment.exclusive_with?(other) }
      (taken ? [experiment.control] : experiment.variants).map { |variant| chosen.merge(experiment => variant) }
    end

    def check_count(experiments, page)
      total = count(experiments)
      return if total <= LIMIT

      names = experiments.map { |experiment| "#{experiment.id} (#{experiment.variants.length} variants)" }.join(", ")
      raise Error, "#{page}: number of renditions is wrong: #{total}, from the experiments #{names}; the limit is #{LIMIT}. " \
                   "Put some of them into one `group`, so that no visitor sees two at once."
    end
    private_class_method :extend_with, :check_count
  end
end
