# frozen_string_literal: true

module JekyllFeatureFlags
  # One rendering of a page: which variant it shows of each of the page's experiments.
  class Rendition
    FOLDER = "_edge/variants"

    attr_reader :choices, :html

    # document - the Jekyll::Page or Jekyll::Document.
    # choices  - Hash Experiment → Variant in file order.
    # html     - the finished text of the file; nil for the control, which is the document's own output.
    def initialize(document, choices, html = nil)
      @document = document
      @choices = choices
      @html = html
    end

    # The same rendition with another text.
    def with(html)
      Rendition.new(@document, choices, html)
    end

    # "hero=bold+layout-test=control"
    def key
      pairs.join("+")
    end

    # The content of the meta: "hero=bold,layout-test=control"
    def meta
      pairs.join(",")
    end

    # The path from the site's root.
    def file
      path = @document.destination(site.dest).delete_prefix("#{site.dest}/")
      control? ? path : "#{FOLDER}/#{folder}/#{path}"
    end

    def control?
      changed.empty?
    end

    private

    def pairs
      choices.map { |experiment, variant| "#{experiment.id}=#{variant.name}" }
    end

    def folder
      changed.map { |experiment, variant| "#{experiment.id}.#{variant.name}" }.join("+")
    end

    def changed
      choices.reject { |experiment, variant| variant == experiment.control }
    end

    def site
      @document.site
    end
  end
end
