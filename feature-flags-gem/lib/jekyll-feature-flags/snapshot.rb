# frozen_string_literal: true

module JekyllFeatureFlags
  # What a rendering changes in a document and in the payload that all documents of a site share. Jekyll
  # overwrites a document's content with its converted content; hooks may change its data; the payload keeps
  # the last page's content and layout, and the next page can see them.
  class Snapshot
    # Belong to the drop itself, not to the page being rendered.
    KEPT = [:@obj, :@site_drop, :@theme_drop, :@context].freeze

    def initialize(document, payload)
      @document = document
      @payload = payload
      @content = copy(document.content)
      @output = copy(document.output)
      @data = copy(document.data)
      @fields = fields.to_h { |name| [name, shallow(payload.instance_variable_get(name))] }
    end

    # Can be called more than once: what follows changes a copy.
    def restore
      @document.content = copy(@content)
      @document.output = copy(@output)
      @document.data.replace(copy(@data))
      (fields - @fields.keys).each { |name| @payload.remove_instance_variable(name) }
      @fields.each { |name, value| @payload.instance_variable_set(name, shallow(value)) }
    end

    private

    # Drops have no way to list or remove what was set on them.
    def fields
      @payload.instance_variables - KEPT
    end

    def shallow(value)
      value.instance_of?(Hash) ? value.dup : value
    end

    # Containers and text are copied, everything else (excerpts, drops, times) is shared.
    # seen - copies by original: YAML aliases can make a value contain itself.
    def copy(value, seen = {}.compare_by_identity)
      return seen[value] if seen.key?(value)

      case value
      when String then value.frozen? ? value : value.dup
      when Array then value.instance_of?(Array) ? value.each_with_object(seen[value] = []) { |item, all| all << copy(item, seen) } : value
      when Hash then value.instance_of?(Hash) ? copy_hash(value, seen) : value
      else value
      end
    end

    # dup keeps the default_proc, through which front matter defaults are found.
    def copy_hash(hash, seen)
      hash.each_with_object(seen[hash] = hash.dup.clear) { |(key, item), all| all[key] = copy(item, seen) }
    end
  end
end
