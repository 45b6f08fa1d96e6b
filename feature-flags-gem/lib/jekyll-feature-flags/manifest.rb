# frozen_string_literal: true

require "digest"
require "json"

module JekyllFeatureFlags
  # _edge/manifest.json: what an edge server needs to choose between the files of a page.
  #
  # {"version":1, "site":"example.com", "baseurl":"", "consent":{"experiments":"visitor-day"},
  #  "experiments":[as in the file], "pages":{"/":{"experiments":["hero"], "renditions":{"hero=bold":
  #  {"file":"_edge/variants/hero.bold/index.html", "sha256":"…"}}}}, "flags":{as in the file}}
  #
  # `file` is the path from the site's root, `sha256` that of the file's bytes when Jekyll has written the site.
  # Who changes files afterwards replaces each sha256 by that of its `file`.
  class Manifest
    PATH = "_edge/manifest.json"
    VERSION = 1
    CONSENTS = %w(off visitor-day cookie).freeze

    # renditions - Hash of document → Array of Rendition.
    def initialize(site, experiments, flags, renditions)
      @site = site
      @experiments = experiments
      @flags = flags
      @renditions = renditions
      # YAML reads `off` as false.
      consent = Settings.mapping(site, "site_edge", "consent")["experiments"]
      @consent = { nil => "visitor-day", false => "off" }.fetch(consent, consent)
      check_consent
    end

    def to_json(*)
      "#{JSON.pretty_generate(to_h)}\n"
    end

    def to_h
      {
        "version" => VERSION, "site" => host, "baseurl" => @site.config["baseurl"].to_s,
        "consent" => { "experiments" => @consent }, "experiments" => @experiments.entries,
        "pages" => pages, "flags" => @flags.definitions,
      }
    end

    private

    def check_consent
      return if CONSENTS.include?(@consent)

      raise Error, "_config.yml: site_edge.consent.experiments is wrong: #{@consent}; choices: #{CONSENTS.join(", ")}. Choose one of them."
    end

    # A site is known by the host of its url.
    def host
      URI.parse(@site.config["url"].to_s).host || "localhost"
    rescue URI::InvalidURIError
      "localhost"
    end

    def pages
      @renditions.sort_by { |document, _| document.url }.to_h do |document, renditions|
        [document.url, {
          "experiments" => renditions.first.choices.keys.map(&:id),
          "renditions"  => renditions.to_h { |rendition| [rendition.key, file(rendition)] },
        }]
      end
    end

    def file(rendition)
      path = @site.in_dest_dir(rendition.file)
      { "file" => rendition.file, "sha256" => Digest::SHA256.file(path).hexdigest }
    end
  end
end
