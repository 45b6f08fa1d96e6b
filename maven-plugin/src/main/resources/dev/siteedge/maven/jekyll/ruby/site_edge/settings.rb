# frozen_string_literal: true

require "uri"

module SiteEdge
  # From the request to Jekyll's configuration, and from there to what Java needs.
  class Settings
    # Hosts read these; Jekyll leaves out what starts with a dot or an underscore.
    HOSTING_FILES = %w(_redirects _headers .well-known).freeze

    def initialize(request)
      @request = request
    end

    def configuration
      check_files
      config = Jekyll.configuration(overrides)
      config["include"] = Array(config["include"]) | HOSTING_FILES
      config["exclude"] = Array(config["exclude"]) | @request.exclude.to_a
      config["keep_files"] = Array(config["keep_files"])
      config
    end

    def self.for_java(config)
      settings = config["site_edge"] || {}
      flat = { "baseurl" => config["baseurl"].to_s.chomp("/"), "site" => site_id(config["url"]) }
      flat["inject"] = settings["inject"].to_s unless settings["inject"].nil?
      flat["mode"] = settings["mode"]&.to_s
      flat["consent.level"] = settings.dig("consent", "level")&.to_s
      flat["consent.strict"] = settings.dig("consent", "strict")&.to_s
      flat["tracker.api"] = settings.dig("tracker", "api")&.to_s
      flat["tracker.hash"] = settings.dig("tracker", "hash")&.to_s
      flat["tracker.files"] = Array(settings.dig("tracker", "files")).join(",")
      flat.compact
    end

    def self.site_id(url)
      URI.parse(url.to_s).host || "localhost"
    rescue URI::InvalidURIError
      "localhost"
    end

    private

    def overrides
      options = @request.overrides.to_h { |key, value| [key.to_s, typed(value)] }
      options["destination"] = @request.destination
      options["source"] = @request.source if @request.source_fixed
      options["config"] = @request.config.to_a unless @request.config.empty?
      options
    end

    def typed(value)
      case value
      when "true" then true
      when "false" then false
      when %r!\A\d+\z! then Integer(value)
      else value.to_s
      end
    end

    # Jekyll itself warns and goes on with its defaults, and so builds another site than meant.
    def check_files
      files.each do |file|
        next unless %r!\.ya?ml\z!i.match?(file)

        content = read(file)
        next if content.nil? || content == false || content.is_a?(Hash)

        raise Located.new(file, 1, "the configuration is no list of `key: value` lines. Write it as YAML")
      end
    end

    def read(file)
      Jekyll::Utils.safe_load_yaml_file(file)
    rescue Psych::SyntaxError => e
      raise Failure.broken_yaml(e, file)
    end

    def files
      return @request.config.to_a unless @request.config.empty?

      %w(yml yaml).map { |ext| File.join(@request.source, "_config.#{ext}") }.select { |file| File.file?(file) }.take(1)
    end
  end
end
