# frozen_string_literal: true

require "fileutils"
require "json"
require "logger"
require "minitest"
require "stringio"
require "tmpdir"

require "jekyll"
require "jekyll-feed"
require "jekyll-seo-tag"
require "jekyll-sitemap"
require "jekyll-feature-flags"

# Builds real sites in folders of their own.
class SiteTest < Minitest::Test
  HERO = <<~YAML
    - id: hero
      status: running
      variants:
        - {name: control, weight: 50}
        - {name: bold, weight: 50}
  YAML
  LAYOUT = <<~HTML
    <!doctype html>
    <html>
      <head>
        <title>{{ page.title }}</title>
      </head>
      <body>
    {{ content }}
      </body>
    </html>
  HTML
  HERO_TAG = "{% experiment hero %}{% variant control %}Plain{% variant bold %}Bold{% endexperiment %}"

  attr_reader :source, :log

  def setup
    @root = File.realpath(Dir.mktmpdir("feature-flags"))
    @source = File.join(@root, "source")
    @log = StringIO.new
    Jekyll.logger = Logger.new(@log)
  end

  def teardown
    FileUtils.rm_rf(@root)
  end

  # files - Hash of path → text, added to what is there.
  def make_site(files = {}, config = {})
    files.each { |path, text| add_file(path, text) }
    FileUtils.mkdir_p(source)
    defaults = { "source" => source, "destination" => dest, "url" => "https://example.com", "time" => "2026-01-02 00:00:00 +0000" }
    Jekyll::Site.new(Jekyll.configuration(defaults.merge(config)))
  end

  def build(files = {}, config = {})
    make_site(files, config).tap(&:process)
  end

  # A page with front matter; its line 1 is the first "---".
  def make_page(body, front = {})
    lines = { "layout" => "default", "title" => "Title" }.merge(front).map { |key, value| "#{key}: #{value}\n" }.join
    "---\n#{lines}---\n#{body}\n"
  end

  def make_context(site, page = { "path" => "page.html" })
    Liquid::Context.new({}, {}, { :site => site, :page => page })
  end

  # A site with one experiment and one page.
  def hero_site(body = HERO_TAG, front = {}, experiments = HERO)
    { "_data/experiments.yml" => experiments, "_layouts/default.html" => LAYOUT, "index.html" => make_page(body, front) }
  end

  def add_file(path, text)
    file = File.join(source, path)
    FileUtils.mkdir_p(File.dirname(file))
    File.write(file, text)
  end

  def dest
    File.join(@root, "site")
  end

  def output(path)
    File.read(File.join(dest, path), :encoding => "utf-8")
  end

  def written
    Dir.glob("**/*", :base => dest).select { |path| File.file?(File.join(dest, path)) }.sort
  end

  def variants_written
    written.grep(%r!\A_edge/variants/!).map { |path| path.delete_prefix("_edge/variants/") }
  end

  def manifest
    JSON.parse(output("_edge/manifest.json"))
  end

  # Builds and returns the message of the failure.
  def failure_of(files, config = {})
    assert_raises(JekyllFeatureFlags::Error) { build(files, config) }.message
  end

  # All but the line that says which variants a file shows.
  def without_meta(text)
    text.lines.grep_v(%r!<meta name="site-edge:variants"!).join
  end
end
