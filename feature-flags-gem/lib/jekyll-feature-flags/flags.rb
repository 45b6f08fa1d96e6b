# frozen_string_literal: true

module JekyllFeatureFlags
  # The feature flags of _data/flags.yml|json in flagd's format, `flags: {new_nav: {...}}` or the inner map alone.
  # Source: https://flagd.dev/schema/v0/flags.json.
  class Flags
    KEYS = %w(state variants defaultVariant targeting metadata).freeze
    WORDS = %w(state defaultVariant).freeze
    STATES = %w(ENABLED DISABLED).freeze
    # Siblings of `flags` in flagd's files; in a bare map they are no flags.
    FILE_KEYS = %w($schema $evaluators metadata).freeze
    KINDS = {
      TrueClass => "boolean", FalseClass => "boolean", String => "string", Integer => "number", Float => "number", Hash => "object",
    }.freeze

    # Every definition by its key, in flagd's format, for the manifest.
    attr_reader :definitions

    def self.load(site)
      new(YamlSource.of(site, "flags", WORDS) || YamlSource.new("_data/flags.yml", nil))
    end

    def initialize(source)
      @source = source
      @problems = []
      @definitions = IsoTime.in_json(inlined(map))
      @definitions.each { |key, flag| check(key, flag) }
      raise Error, @problems unless @problems.empty?
    end

    def key?(key)
      @definitions.key?(key)
    end

    def keys
      @definitions.keys
    end

    # The value at build time: that of the default variant; nil for a disabled flag and for one without a default.
    def value(key)
      flag = @definitions.fetch(key)
      flag["variants"][flag["defaultVariant"]] if flag["state"] == "ENABLED"
    end

    def boolean?(key)
      kinds(@definitions.fetch(key)) == ["boolean"]
    end

    # As read, with names as they were written, for site.data.flags; nil without a file.
    def to_data
      @source.value
    end

    private

    def map
      value = @source.value
      return {} if value.nil? || value == false

      unless value.is_a?(Hash)
        @problems << "#{@source.at}: flags are wrong: #{value.class.name.downcase}; they must be a mapping. Start with `flags:`."
        return {}
      end
      nested? ? value["flags"] : value.reject { |key, _| FILE_KEYS.include?(key) }
    end

    def nested?
      flags = @source.value["flags"]
      flags.is_a?(Hash) && !flags.key?("state")
    end

    # Puts shared rules where they are used: the manifest carries flags alone.
    def inlined(flags)
      rules = @source.value.is_a?(Hash) ? @source.value["$evaluators"] || {} : {}
      rules.empty? ? flags : replace_references(flags, rules, 0)
    end

    def replace_references(value, rules, depth)
      case value
      when Hash
        rule = rules[value["$ref"]] if value.keys == ["$ref"] && depth < 20
        return replace_references(rule, rules, depth + 1) if rule

        value.transform_values { |item| replace_references(item, rules, depth) }
      when Array then value.map { |item| replace_references(item, rules, depth) }
      else value
      end
    end

    def check(key, flag)
      path = nested? ? ["flags", key] : [key]
      unless flag.is_a?(Hash)
        @problems << "#{@source.at(*path)}: flag '#{key}' is wrong: #{flag.inspect}; it must be a mapping with state, variants " \
                     "and defaultVariant. Write all three."
        return
      end
      fields = Fields.new(@source, path, flag, "flag '#{key}'", @problems)
      fields.only(*KEYS)
      fields.choice("state", STATES)
      check_variants(fields, flag)
    end

    def check_variants(fields, flag)
      unless flag["variants"].is_a?(Hash) && !flag["variants"].empty?
        return fields.wrong("variants", "it must be a mapping of names to values", "Write it as `{on: true, off: false}`")
      end
      if kinds(flag).length > 1
        fields.wrong("variants", "all values must be of one kind: boolean, string, number or object", "Make them alike")
      end
      return if flag["defaultVariant"].nil? || flag["variants"].key?(flag["defaultVariant"])

      fields.wrong("defaultVariant", "known variants: #{flag["variants"].keys.join(", ")}", "Name one of them")
    end

    def kinds(flag)
      flag["variants"].values.map { |value| KINDS.fetch(value.class, "other") }.uniq
    end
  end
end
