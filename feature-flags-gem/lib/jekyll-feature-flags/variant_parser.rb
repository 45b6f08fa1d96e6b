# frozen_string_literal: true

module JekyllFeatureFlags
  # Turns one entry of an experiment's `variants` into a Variant.
  class VariantParser
    KEYS = %w(name weight type content include data layout).freeze
    CONTENTS = %w(content include data).freeze
    # Data that would move the page or take it out of the site: all renditions of a page share one URL.
    FIXED_DATA = %w(permalink layout published date slug categories category experiments).freeze
    NAME_LENGTH = 32

    def initialize(fields, control:, site:)
      @fields = fields
      @control = control
      @site = site
    end

    # Returns the Variant, nil when its name or weight could not be read.
    def parse
      name = @fields.name("name", NAME_LENGTH, "Name it as in {% variant bold %}")
      @fields.thing = "variant '#{name}'" if name
      @fields.only(*KEYS)
      weight = @fields.weight("weight")
      type = @fields.key?("type") ? @fields.choice("type", %w(content layout)) : "content"
      check_contents(type)
      check_control if @control
      Variant.new(:name => name, :weight => weight, :type => type, **contents) if name && weight
    end

    private

    def contents
      { :content => @fields["content"], :include => @fields["include"], :data => @fields["data"], :layout => @fields["layout"] }
    end

    def check_contents(type)
      given = CONTENTS.select { |key| @fields.key?(key) }
      return check_layout(given) if type == "layout"

      @fields.wrong("layout", "only a variant of type layout has one", "Write `type: layout`") if @fields.key?("layout")
      if given.length > 1
        @fields.wrong(given[1], "a variant has only one of #{CONTENTS.join(", ")}", "Remove #{given[1]} or #{given[0]}")
      end
      check_text if @fields.key?("content")
      check_include if @fields.key?("include")
      check_data if @fields.key?("data")
    end

    def check_text
      return if @fields["content"].is_a?(String)

      @fields.wrong("content", "it must be text", "Put it in quotes")
    end

    def check_layout(given)
      given.each { |key| @fields.wrong(key, "a variant of type layout has only a layout", "Remove #{key}") }
      layout = @fields.text("layout", :next_step => "Name a layout")
      return if layout.nil? || @site.layouts.key?(layout)

      known = @site.layouts.keys.sort.join(", ")
      @fields.wrong("layout", "known layouts: #{known.empty? ? "none" : known}", "Correct it or add _layouts/#{layout}.html")
    end

    def check_include
      file = @fields.text("include", :next_step => "Name a file in _includes")
      return unless file
      return if file.match?(%r!\A[\w/.\-()+~#@]+\z!) && !file.include?("..") && include_exists?(file)

      @fields.wrong("include", "there is no such file in _includes", "Correct it or add the file")
    end

    def include_exists?(file)
      @site.includes_load_paths.any? { |folder| File.file?(File.join(folder, file)) }
    end

    def check_data
      data = @fields["data"]
      return @fields.wrong("data", "it must be a mapping of page variables", "Write as `data: {title: …}`") unless data.is_a?(Hash)

      fixed = data.keys.map(&:to_s) & FIXED_DATA
      return if fixed.empty?

      @fields.problem(["data", fixed.first], "data of variant '#{@fields["name"]}' is wrong: #{fixed.join(", ")}; a variant " \
                                             "changes neither address nor place of a page. Remove it.")
    end

    def check_control
      key = %w(layout data).find { |name| @fields.key?(name) }
      @fields.wrong(key, "the first variant is the control, which shows the page as it is", "Remove #{key}") if key
    end
  end
end
