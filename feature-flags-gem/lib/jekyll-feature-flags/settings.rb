# frozen_string_literal: true

module JekyllFeatureFlags
  # Mappings in _config.yml. Nothing is ever written there: a changed configuration empties Jekyll's cache.
  module Settings
    # keys - the way to the mapping: "site_edge", "consent". Returns an empty Hash where there is none.
    def self.mapping(site, *keys)
      keys.each_with_index.reduce(site.config) do |outer, (key, depth)|
        value = outer[key]
        next value || {} if value.nil? || value.is_a?(Hash)

        name = keys[0..depth].join(".")
        raise Error, "_config.yml: #{name} is wrong: #{value}; it must be a mapping. Write its settings on lines of their own below it."
      end
    end
  end
end
