# frozen_string_literal: true

require "date"
require "psych"

module JekyllFeatureFlags
  # A data file as values and as a syntax tree, so that a message can name the line.
  #
  # YAML 1.1 reads `on`, `off`, `yes`, `no` as booleans and `id: 2024` as a number. Names are text to their
  # author: mapping keys and the values of `words` keep the text as it was written.
  class YamlSource
    EXTENSIONS = %w(yml yaml json).freeze
    # Below these keys values belong to the author: nothing there is one of our words.
    OPAQUE = %w(data targeting).freeze

    attr_reader :name, :value

    # Returns the source of _data/<key>.yml|yaml|json; of site.data alone when there is no such file
    # (data made by a plugin or by a theme); nil when there is neither.
    def self.of(site, key, words)
      folder = site.config["data_dir"] || "_data"
      path = EXTENSIONS.map { |ext| site.in_source_dir(folder, "#{key}.#{ext}") }.find { |file| File.file?(file) }
      if path
        parse(File.read(path, :encoding => "bom|utf-8"), path.delete_prefix("#{site.source}/"), words)
      elsif site.data.key?(key)
        new("#{folder}/#{key}", site.data[key])
      end
    end

    def self.parse(text, name, words)
      stream = Psych.parse_stream(text, :filename => name)
      keep_words(stream, words)
      value = Psych.safe_load(stream.to_yaml, :permitted_classes => [Date, Time], :aliases => true)
      new(name, value, stream.children.first&.root)
    rescue Psych::SyntaxError => e
      raise Error, "#{name}:#{e.line}: YAML is wrong: #{e.problem} #{e.context}. Correct the file."
    end

    def self.keep_words(node, words)
      return unless node.respond_to?(:children) && node.children
      return node.children.each { |child| keep_words(child, words) } unless node.is_a?(Psych::Nodes::Mapping)

      node.children.each_slice(2) do |key, value|
        keep_text(key)
        keep_text(value) if words.include?(key_text(key))
        if flag_values?(key, value)
          value.children.each_slice(2) { |name, _| keep_text(name) }
        elsif !OPAQUE.include?(key_text(key))
          keep_words(value, words)
        end
      end
    end

    # flagd's `variants` is a mapping of names to values of any kind.
    def self.flag_values?(key, value)
      key_text(key) == "variants" && value.is_a?(Psych::Nodes::Mapping)
    end

    def self.keep_text(node)
      return unless node.is_a?(Psych::Nodes::Scalar) && !["", "~", "null", "<<"].include?(node.value)

      node.plain = false
      node.quoted = true
      node.style = Psych::Nodes::Scalar::DOUBLE_QUOTED
    end

    def self.key_text(node)
      node.value if node.is_a?(Psych::Nodes::Scalar)
    end
    private_class_method :keep_words, :keep_text, :flag_values?

    # root - the Psych node of the value, nil when it did not come from a file.
    def initialize(name, value, root = nil)
      @name = name
      @value = value
      @root = root
    end

    # Where a value stands, for the start of a message: "_data/experiments.yml:12". The path is made of
    # keys and indexes; the line is that of the deepest part that exists.
    def at(*path)
      line = line(*path)
      line ? "#{name}:#{line}" : name
    end

    # 1-based, nil when the value did not come from a file.
    def line(*path)
      node = @root
      deepest = @root
      path.each do |step|
        marker, node = child(node, step)
        break unless marker

        deepest = marker
      end
      deepest && deepest.start_line + 1
    end

    private

    # Returns the node that marks the place (a mapping's key, a sequence's item) and the node to go on in.
    def child(node, step)
      case node
      when Psych::Nodes::Mapping
        node.children.each_slice(2).find { |key, _| self.class.key_text(key) == step.to_s }
      when Psych::Nodes::Sequence
        item = step.is_a?(Integer) && node.children[step]
        item ? [item, item] : nil
      end
    end
  end
end
