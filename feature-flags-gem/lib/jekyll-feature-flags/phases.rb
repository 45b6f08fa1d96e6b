# frozen_string_literal: true

module JekyllFeatureFlags
  # Variants are bucket ranges in the order of the file, as wide as their weights: an order or weights changed
  # under the same seed move visitors between variants, and what was measured before is another phase.
  module Phases
    module_function

    # before, now - lists of experiments as in a manifest. Returns a message for each one that changed.
    def changes(before, now)
      now.map { |entry| change(before.find { |old| old["id"] == entry["id"] }, entry) }.compact
    end

    def change(old, entry)
      return if old.nil? || seed(old) != seed(entry) || shares(old) == shares(entry)

      "experiment '#{entry["id"]}' has another order or other weights than in the last build under the same seed: visitors change " \
        "variants and a new phase of its results begins. Give it a new seed to say that this is meant."
    end

    def seed(entry)
      entry["seed"] || entry["id"]
    end

    # Weights count by their share: 1 and 1 are the same as 50 and 50.
    def shares(entry)
      weights = Array(entry["variants"]).grep(Hash).map { |variant| [variant["name"], variant["weight"].to_s.to_r] }
      sum = weights.sum(&:last)
      weights.map { |name, weight| [name, sum.zero? ? 0 : weight / sum] }
    end
    private_class_method :change, :seed, :shares
  end
end
