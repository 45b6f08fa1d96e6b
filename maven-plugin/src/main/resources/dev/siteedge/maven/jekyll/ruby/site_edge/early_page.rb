# frozen_string_literal: true

module SiteEdge
  # One page whose source changed, rendered with all else as the last build left it: what an author sees while the whole
  # site, which puts right everything else that the change reaches, is being built.
  class EarlyPage
    def initialize(site, path, report)
      @site = site
      @path = path
      @report = report
    end

    # Writes the page into the folder, as Jekyll would. Returns how many pages that are: none where the file is no page of
    # its own, or anything goes wrong; the build that follows says what.
    def write(folder)
      item = @site && page
      return 0 unless item && read(item)

      Jekyll.logger.adjust_verbosity(:quiet => true)
      @site.liquid_renderer.cache.clear
      @site.send(:render_regenerated, item, @site.site_payload)
      item.write(folder)
      1
    rescue StandardError, ScriptError, SystemStackError => e
      @report.log("debug", "The changed page alone: #{e.message} (#{e.class})")
      0
    end

    private

    # Variants are not baked here, and a page without them would look wrong.
    def page
      item = (@site.pages + @site.docs_to_write).find { |candidate| source_of(candidate) == @path }
      return unless item&.output_ext == ".html" && item.write? && item.data["site_edge"] != false

      item unless @site.feature_flags&.baked?(item)
    end

    def source_of(item)
      return item.path if item.is_a?(Jekyll::Document)

      File.join(@site.source, item.path) if item.instance_of?(Jekyll::Page)
    end

    # Keeps what plugins added to the page's data.
    def read(item)
      text = File.read(@path, **Jekyll::Utils.merged_file_read_opts(@site, {}))
      match = Jekyll::Document::YAML_FRONT_MATTER_REGEXP.match(text)
      return false unless match

      item.content = match.post_match
      item.data.merge!(Jekyll::Utils.safe_load_yaml(match[1]) || {}) { |key, old, new| key == "date" ? old : new }
      item.data["excerpt"] = Jekyll::Excerpt.new(item) if item.data["excerpt"].is_a?(Jekyll::Excerpt)
      true
    end
  end
end
