# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "uri"

module JekyllFeatureFlags
  # What the edge knows of the experiments: `feature_flags.experiments_url`, a GET that answers
  # {"experiments": [...]}. The last good answer is kept, so that a build without the edge goes on with it.
  class EdgeDefinitions
    OPEN_TIMEOUT_SECONDS = 5
    READ_TIMEOUT_SECONDS = 10
    TOTAL_TIMEOUT_SECONDS = 30
    MAX_BODY_BYTES = 1024 * 1024
    TOKEN = "SITE_EDGE_TOKEN"
    # The edge adds these to an entry; they are not part of a definition.
    ADDED_KEYS = %w(active etag).freeze

    # The edge gave no usable answer; the build goes on without.
    Unavailable = Class.new(StandardError)

    def initialize(site)
      @site = site
      @url = Settings.mapping(site, "feature_flags")["experiments_url"]
    end

    # Returns a Hash of id → entry, nil when no URL is configured or nothing is known.
    # Raises Error when the URL is wrong or the edge refuses the token.
    def fetch
      return if @url.nil? || @url.to_s.empty?

      # A tenth of a second under JRuby, which most builds have no use for.
      require "net/http"
      uri = checked_uri
      body = get(uri)
      definitions = parse(body)
      remember(body)
      definitions
    rescue Unavailable, SystemCallError, SocketError, IOError, Timeout::Error, OpenSSL::SSL::SSLError,
           Net::ProtocolError, Net::HTTPBadResponse, Net::HTTPHeaderSyntaxError => e
      last_good_answer(e)
    end

    private

    def checked_uri
      uri = URI.parse(@url.to_s)
      return uri if uri.is_a?(URI::HTTP) && !uri.host.to_s.empty?

      raise URI::InvalidURIError
    rescue URI::InvalidURIError
      raise Error, "_config.yml: feature_flags.experiments_url is wrong: #{@url}; it must be an https or http URL. " \
                   "Write it as https://example.com/api/experiments."
    end

    def get(uri)
      request = Net::HTTP::Get.new(uri, "Accept" => "application/json", "Accept-Encoding" => "identity")
      token = ENV[TOKEN].to_s
      request["Authorization"] = "Bearer #{token}" unless token.empty?
      Net::HTTP.start(uri.host, uri.port, **connection(uri)) do |http|
        http.request(request) { |response| return body_of(response, uri) }
      end
    end

    def connection(uri)
      { :use_ssl => uri.is_a?(URI::HTTPS), :open_timeout => OPEN_TIMEOUT_SECONDS, :read_timeout => READ_TIMEOUT_SECONDS,
        :write_timeout => READ_TIMEOUT_SECONDS, :max_retries => 0, }
    end

    def body_of(response, uri)
      refuse(response, uri) if %w(401 403).include?(response.code)
      # Redirects are not followed: they could carry the token elsewhere.
      raise Unavailable, "HTTP #{response.code}" unless response.code == "200"

      deadline = now + TOTAL_TIMEOUT_SECONDS
      body = +""
      response.read_body do |part|
        body << part
        raise Unavailable, "the answer is larger than #{MAX_BODY_BYTES} bytes" if body.bytesize > MAX_BODY_BYTES
        raise Unavailable, "the answer takes longer than #{TOTAL_TIMEOUT_SECONDS} seconds" if now > deadline
      end
      body.force_encoding(Encoding::UTF_8)
    end

    def refuse(response, uri)
      given = ENV[TOKEN].to_s.empty? ? "it is not set" : "it is set"
      raise Error, "#{TOKEN} is wrong: #{uri.host} answered #{response.code} and #{given}; experiments_url needs a token " \
                   "with the scope read. Create one with `site-edge-runtime.jar token create`."
    end

    def parse(body)
      answer = JSON.parse(body)
      list = answer["experiments"] if answer.is_a?(Hash)
      unless list.is_a?(Array) && list.all? { |entry| entry.is_a?(Hash) && entry["id"].is_a?(String) }
        raise Unavailable, "the answer has no list of experiments"
      end

      list.to_h { |entry| [entry["id"], entry.reject { |key, _| ADDED_KEYS.include?(key) }] }
    rescue JSON::ParserError
      raise Unavailable, "the answer is not JSON"
    end

    # Whole or not at all: a build that is stopped here must not leave half an answer behind.
    def remember(body)
      return if @site.safe || @site.config["disable_disk_cache"]

      FileUtils.mkdir_p(File.dirname(cache_file))
      part = "#{cache_file}.#{Process.pid}"
      File.binwrite(part, body)
      File.rename(part, cache_file)
    end

    def last_good_answer(reason)
      known = File.file?(cache_file)
      Jekyll.logger.warn("Feature flags:", "experiments_url is not usable: #{@url} (#{reason.message}); going on with " \
                                           "#{known ? "its answer of #{File.mtime(cache_file).utc}" : "_data alone"}.")
      parse(File.read(cache_file, :encoding => "utf-8")) if known
    rescue Unavailable
      File.delete(cache_file)
      nil
    end

    # One file for each URL: another edge's answer is never taken for this one's.
    def cache_file
      @site.in_cache_dir("site-edge", "experiments-#{Digest::SHA256.hexdigest(@url.to_s)[0, 16]}.json")
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
