# frozen_string_literal: true

module JekyllFeatureFlags
  # The state of one build of one site; it lives and ends with it, as a process may build many sites in turn.
  class Build
    attr_reader :site, :experiments, :flags

    # The build that a Liquid context belongs to.
    def self.of(context)
      context.registers[:site].feature_flags
    end

    # Called when the site's files are read. Raises Error with what is wrong in them.
    def initialize(site)
      @site = site
      @experiments = Experiments.load(site)
      @flags = Flags.load(site)
      @baker = Baker.new(@experiments)
      @output = Output.new(site)
      @renditions = {}.compare_by_identity
      @choices_made = 0
      @varying_includes = Set.new
    end

    def start
      publish_data
      @output.keep_from_cleaner
      build_whole_site if @experiments.any?
    end

    def apply_winners
      return if @experiments.all?(&:active?)

      (site.pages + site.documents).each { |item| @baker.apply_winner(item) unless item.is_a?(Jekyll::StaticFile) }
    end

    def rendering(document, payload, &block)
      @experiments.any? ? @baker.rendering(document, payload, &block) : yield
    end

    # Returns the Variant to show, for the tag or filter at a location.
    def variant_of(id, prefix)
      experiment = experiments.find_by_id(id)
      raise Error, prefix + Usage.unknown_experiment(id, experiments) unless experiment

      @choices_made += 1
      @baker.variant_of(experiment)
    end

    # Grows with every variant that was asked for: who sees it grow has rendered something that varies.
    attr_reader :choices_made

    # Names of cached includes that have shown a variant.
    attr_reader :varying_includes

    # Whether a document was written in more than one rendition.
    def baked?(document)
      @renditions.key?(document)
    end

    def bake(document)
      renditions = @baker.bake(document)
      @renditions[document] = renditions unless renditions.empty?
    end

    # Last of all, so that no other page and no plugin sees the lines that only the edge and the tracker read.
    def mark
      Collisions.check(site, @renditions)
      @renditions.each do |document, renditions|
        document.output = marked(document, renditions.first, document.output)
        renditions.map! { |rendition| rendition.control? ? rendition : rendition.with(marked(document, rendition, rendition.html)) }
      end
    end

    def write
      Phases.changes(@output.last_experiments, experiments.entries).each { |message| Jekyll.logger.warn("Feature flags:", message) }
      written = @renditions.select { |document, _| File.file?(document.destination(site.dest)) }
      @output.write(written.values.flatten, Manifest.new(site, experiments, flags, written))
    end

    private

    def marked(document, rendition, html)
      html?(document) ? Head.mark(html, rendition, document) : html
    end

    def html?(document)
      Jekyll::Page::HTML_EXTENSIONS.include?(File.extname(document.destination(site.dest)))
    end

    def publish_data
      site.data["experiments"] = experiments.to_data if experiments.any?
      site.data["flags"] = flags.to_data if flags.to_data
    end

    # Jekyll's incremental build skips pages and knows nothing of experiments: a wrong page is worse than a slow one.
    def build_whole_site
      return unless site.incremental?

      Jekyll.logger.warn("Feature flags:", "the incremental build is off: a site with experiments is always built whole.")
      site.regenerator.clear
    end
  end
end
