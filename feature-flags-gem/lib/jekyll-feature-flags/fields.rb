# frozen_string_literal: true

require "time"

module JekyllFeatureFlags
  # Reads the fields of one mapping of a source and collects what is wrong with them, all of it, so that
  # an author corrects a file once.
  class Fields
    # thing - how messages call the mapping: "experiment 'hero'".
    # path  - where it stands in the source.
    def initialize(source, path, values, thing, problems)
      @source = source
      @path = path
      @values = values
      @thing = thing
      @problems = problems
    end

    attr_writer :thing

    def [](key)
      @values[key]
    end

    def key?(key)
      @values.key?(key) && !@values[key].nil?
    end

    # Records a problem with a field; returns nil, so that a reader can end with it.
    def wrong(key, choices, next_step)
      what = key?(key) ? "is wrong: #{shown(@values[key])}" : "is missing"
      problem(key, "#{key} of #{@thing} #{what}; #{choices}. #{next_step}.")
    end

    def problem(key, text)
      @problems << "#{@source.at(*@path, *key)}: #{text}"
      nil
    end

    def only(*known)
      (@values.keys.map(&:to_s) - known).each do |key|
        problem(key, "key '#{key}' of #{@thing} is unknown; known keys: #{known.join(", ")}. Correct or remove it.")
      end
    end

    def text(key, default: nil, next_step: "Write some text")
      return default if default && !key?(key)

      value = @values[key]
      value.is_a?(String) && !value.strip.empty? ? value : wrong(key, "it must be text", next_step)
    end

    # name - text of [a-z0-9-], at most max characters.
    def name(key, max, next_step)
      value = @values[key]
      return value if value.is_a?(String) && value.match?(%r!\A[a-z0-9-]{1,#{max}}\z!)

      wrong(key, "it must be 1 to #{max} characters of a-z, 0-9 and -", next_step)
    end

    def choice(key, choices)
      choices.include?(@values[key]) ? @values[key] : wrong(key, "choices: #{choices.join(", ")}", "Choose one of them")
    end

    def share(key, default: nil, next_step: "Write a share of the visitors, as 0.5")
      return default if default && !key?(key)

      value = @values[key]
      number?(value) && value.between?(0, 1) ? value : wrong(key, "it must be a number from 0 to 1", next_step)
    end

    def weight(key)
      value = @values[key]
      return value if number?(value) && value >= 0

      wrong(key, "it must be a number, 0 or more", "Write its share of the visitors, as 50")
    end

    # Returns a Time, nil when the field is absent.
    def time(key)
      return unless key?(key)

      IsoTime.parse(@values[key])
    rescue ArgumentError
      wrong(key, "it must be an ISO 8601 time", "Write it as 2026-12-01T00:00:00Z")
    end

    private

    def number?(value)
      value.is_a?(Numeric) && value.real? && value.finite?
    end

    def shown(value)
      text = value.is_a?(String) ? value : value.inspect
      text = text.gsub(%r!\s+!, " ")
      text.length > 60 ? "#{text[0, 57]}..." : text
    end
  end

  # Times as YAML reads them and as JSON writes them.
  module IsoTime
    module_function

    # A date alone is its midnight in UTC. Raises ArgumentError for what is not a time.
    def parse(value)
      case value
      when Time then value.getutc
      when DateTime then value.to_time.getutc
      when Date then Time.utc(value.year, value.month, value.day)
      when %r!\A\d{4}-\d{2}-\d{2}\z! then parse(Date.iso8601(value))
      when String then Time.iso8601(value).getutc
      else raise ArgumentError, "not a time"
      end
    end

    # Replaces times by ISO text in hashes and arrays, for JSON.
    def in_json(value)
      case value
      when Hash then value.to_h { |key, item| [key.to_s, in_json(item)] }
      when Array then value.map { |item| in_json(item) }
      when Time, Date then parse(value).iso8601
      else value
      end
    end
  end
end
