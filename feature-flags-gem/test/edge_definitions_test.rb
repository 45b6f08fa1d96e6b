# frozen_string_literal: true

require_relative "test_helper"
require "socket"

# An edge on a port of its own that gives one answer to each request.
class FakeEdge
  attr_reader :requests

  def initialize(status, body, header = nil)
    @server = TCPServer.new("127.0.0.1", 0)
    @requests = []
    @thread = Thread.new { serve(status, body, header) }
  end

  def url
    "http://127.0.0.1:#{@server.addr[1]}/api/experiments"
  end

  def close
    @thread.kill
    @server.close
  end

  private

  def serve(status, body, header)
    loop do
      client = @server.accept
      @requests << +""
      while (line = client.gets) && line != "\r\n"
        @requests.last << line
      end
      client.write("HTTP/1.1 #{status} x\r\n#{header}Content-Length: #{body.bytesize}\r\nConnection: close\r\n\r\n#{body}")
      client.close
    rescue IOError, SystemCallError
      client&.close
    end
  end
end

class EdgeDefinitionsTest < SiteTest
  ENTRY = { "id" => "hero", "status" => "stopped", "winner" => "bold", "active" => false, "etag" => "1",
            "variants" => [{ "name" => "control", "weight" => 10 }, { "name" => "bold", "weight" => 90 }], }.freeze

  def setup
    super
    @token = ENV["SITE_EDGE_TOKEN"]
    ENV.delete("SITE_EDGE_TOKEN")
  end

  def teardown
    ENV["SITE_EDGE_TOKEN"] = @token
    @edge&.close
    super
  end

  def test_edge_winsOnStatusAndWeights_manifestKeepsTheFile
    site = build_with(200, answer(ENTRY))
    assert_includes output("index.html"), "Bold"
    assert_equal [10, 90], site.data["experiments"][0]["variants"].map { |variant| variant["weight"] }
    assert_equal "stopped", site.data["experiments"][0]["status"]
    assert_equal "running", manifest["experiments"][0]["status"]
  end

  def test_experimentsOfTheEdgeAlone_areAddedOnlyWithoutAFile
    build_with(200, answer(ENTRY.merge("id" => "other", "status" => "running", "winner" => nil)))
    assert_equal ["hero"], manifest["experiments"].map { |entry| entry["id"] }
    FileUtils.rm_rf([File.join(source, "_data"), dest])
    build({ "index.html" => make_page(HERO_TAG.sub("hero", "other")) }, edge_config)
    assert_equal [{ "id" => "other", "status" => "running", "winner" => nil, "variants" => ENTRY["variants"] }], manifest["experiments"]
    assert_equal %w(hero.bold/index.html).map { |path| path.sub("hero", "other") }, variants_written
  end

  def test_token_isSentAsBearer_andOnlyWhenThereIsOne
    ENV["SITE_EDGE_TOKEN"] = "secret"
    build_with(200, answer)
    assert_match(%r!^GET /api/experiments HTTP!, @edge.requests.last)
    assert_match(%r!^authorization: Bearer secret\r$!i, @edge.requests.last)
    ENV.delete("SITE_EDGE_TOKEN")
    build({}, edge_config)
    refute_match(%r!authorization!i, @edge.requests.last)
  end

  def test_refusedToken_failsTheBuild_withoutSayingIt
    ENV["SITE_EDGE_TOKEN"] = "secret"
    [401, 403].each do |status|
      message = assert_raises(JekyllFeatureFlags::Error) { build_with(status, "") }.message
      assert_equal "SITE_EDGE_TOKEN is wrong: 127.0.0.1 answered #{status} and it is set; experiments_url needs a token with the scope read. " \
                   "Create one with `site-edge-runtime.jar token create`.", message
    end
  end

  def test_unreachableEdge_warnsAndGoesOnWithTheLastGoodAnswer
    build_with(200, answer(ENTRY))
    config = edge_config
    @edge.close
    @edge = nil
    build({}, config)
    assert_includes output("index.html"), "Bold"
    assert_match(%r!experiments_url is not usable: http://127\.0\.0\.1:\d+/api/experiments \(.*\); going on with its answer of!, log.string)
    assert_equal 1, Dir.glob(File.join(source, ".jekyll-cache/site-edge/*.json")).length
  end

  def test_unusableAnswers_warnAndGoOnWithTheFile
    answers = { [500, "{}"] => "HTTP 500", [302, ""] => "HTTP 302", [200, "<html>"] => "the answer is not JSON", [200, "[]"] => "the answer has no list of experiments",
                [200, " " * (1024 * 1024 + 1)] => "the answer is larger than 1048576 bytes", }
    answers.each do |(status, body), reason|
      build_with(status, body)
      assert_includes log.string, "(#{reason}); going on with _data alone."
      assert_includes output("index.html"), "Plain"
    end
  end

  def test_answerAtTheSizeLimit_isTaken
    build_with(200, answer(ENTRY).ljust(1024 * 1024))
    assert_includes output("index.html"), "Bold"
  end

  def test_wrongEntryOfTheEdge_warnsAndKeepsTheFile
    build_with(200, answer(ENTRY.merge("winner" => "none")))
    assert_includes output("index.html"), "Plain"
    assert_includes log.string, "winner of experiment 'hero' is wrong: none; known variants: control, bold."
  end

  def test_wrongUrl_fails
    ["ftp://example.com", "example.com", "http://"].each do |url|
      assert_match(%r!\A_config.yml: feature_flags.experiments_url is wrong: #{Regexp.escape(url)}; it must be an https or http URL!,
                   failure_of({}, "feature_flags" => { "experiments_url" => url }))
    end
  end

  private

  def answer(*entries)
    JSON.generate("experiments" => entries)
  end

  def build_with(status, body)
    @edge&.close
    @edge = FakeEdge.new(status, body)
    build(hero_site, edge_config)
  end

  def edge_config
    { "feature_flags" => { "experiments_url" => @edge.url } }
  end
end
