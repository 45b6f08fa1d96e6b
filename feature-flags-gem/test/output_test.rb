# frozen_string_literal: true

require_relative "test_helper"

class OutputTest < SiteTest
  def test_withoutExperiments_onlyTheManifestIsNew
    build("index.html" => "---\nexperiments: [physics]\n---\nx")
    assert_equal %w(_edge/manifest.json feed.xml index.html robots.txt sitemap.xml), written
    assert_equal({ "version" => 1, "site" => "example.com", "baseurl" => "", "consent" => { "experiments" => "visitor-day" },
                   "experiments" => [], "pages" => {}, "flags" => {}, }, manifest)
  end

  def test_manifest_hasThePublishedShape
    experiments = HERO.sub("  status", "  starts: 2026-12-01T00:00:00Z\n  ends: 2026-12-31\n  status")
    build(hero_site(HERO_TAG, {}, experiments), "baseurl" => "/base", "site_edge" => { "consent" => { "experiments" => "cookie" } })
    page = manifest["pages"].fetch("/")
    assert_equal ["/base", "cookie", ["hero"]], [manifest["baseurl"], manifest["consent"]["experiments"], page["experiments"]]
    assert_equal %w(2026-12-01T00:00:00Z 2026-12-31T00:00:00Z), manifest["experiments"][0].values_at("starts", "ends")
    assert_equal ["hero=control", "hero=bold"], page["renditions"].keys
    assert_equal ["index.html", "_edge/variants/hero.bold/index.html"], page["renditions"].values.map { |rendition| rendition["file"] }
    page["renditions"].each_value { |rendition| assert_equal Digest::SHA256.file(File.join(dest, rendition["file"])).hexdigest, rendition["sha256"] }
    assert_equal "#{JSON.pretty_generate(manifest)}\n", output("_edge/manifest.json")
  end

  def test_siteIsTheHostOfUrl_orLocalhost
    { "https://www.Example.com:8080" => "www.Example.com", "" => "localhost", "not a url" => "localhost" }.each do |url, host|
      build({ "index.html" => "---\n---\n" }, "url" => url)
      assert_equal host, manifest["site"]
    end
  end

  def test_consentOff_isReadAlthoughYamlSaysFalse_wrongOneFails
    build({}, "site_edge" => { "consent" => { "experiments" => false } })
    assert_equal "off", manifest["consent"]["experiments"]
    assert_equal "_config.yml: site_edge.consent.experiments is wrong: always; choices: off, visitor-day, cookie. Choose one of them.",
                 failure_of({}, "site_edge" => { "consent" => { "experiments" => "always" } })
  end

  def test_settingThatIsNoMapping_fails
    assert_equal "_config.yml: site_edge.consent is wrong: off; it must be a mapping. Write its settings on lines of their own below it.",
                 failure_of({}, "site_edge" => { "consent" => "off" })
    assert_match(%r!\A_config.yml: feature_flags is wrong: true;!, failure_of({}, "feature_flags" => true))
  end

  def test_staleVariants_areRemoved_restOfEdgeFolderIsTheCleaners
    build(hero_site)
    FileUtils.mkdir_p(File.join(dest, "_edge/variants/.old/x"))
    File.write(File.join(dest, "_edge/variants/.old/x/y.html"), "x")
    File.write(File.join(dest, "_edge/other.txt"), "x")
    build(hero_site("plain"))
    assert_equal %w(_edge/manifest.json), written.grep(%r!\A_edge!)
    refute Dir.exist?(File.join(dest, "_edge/variants"))
    refute Dir.exist?(File.join(dest, "_edge/variants/.old"))
  end

  def test_unchangedFiles_keepTheirTime
    build(hero_site)
    path = File.join(dest, "_edge/variants/hero.bold/index.html")
    File.utime(0, 0, path)
    build
    assert_equal 0, File.mtime(path).to_i
    build(hero_site("#{HERO_TAG}!"))
    refute_equal 0, File.mtime(path).to_i
  end

  def test_keepFilesOfTheSite_stayAndConfigIsUntouched
    config = { "keep_files" => [".git"] }
    site = make_site(hero_site, config)
    before = Marshal.dump(site.config.to_h)
    site.process
    assert_equal before, Marshal.dump(site.config.to_h)
    assert_includes site.keep_files, ".git"
  end

  def test_incrementalBuild_isBuiltWhole
    build(hero_site, "incremental" => true)
    build({}, "incremental" => true)
    assert_equal %w(hero.bold/index.html), variants_written
    assert_includes log.string, "the incremental build is off"
  end

  def test_otherWeightsOrOrderUnderTheSameSeed_warn
    {
      HERO                                            => false,
      HERO.gsub("50", "1")                            => false,
      HERO.sub("bold, weight: 50", "bold, weight: 9") => true,
      HERO.sub("control", "x").sub("bold", "control") => true,
      HERO.sub("running", "draft\n  coverage: 0.5")   => false,
      HERO.sub("weight: 50", "weight: 9").sub("  status", "  seed: hero-2\n  status") => false,
    }.each do |experiments, warned|
      build("_data/experiments.yml" => HERO)
      log.truncate(0)
      build("_data/experiments.yml" => experiments)
      assert_equal warned, log.string.include?("experiment 'hero' has another order or other weights"), experiments
    end
  end

  def test_brokenManifestOfTheLastBuild_isReplaced
    ["", "[]", "{\"experiments\":{}}"].each do |text|
      FileUtils.mkdir_p(File.join(dest, "_edge"))
      File.write(File.join(dest, "_edge/manifest.json"), text)
      build("_data/experiments.yml" => HERO)
      assert_equal ["hero"], manifest["experiments"].map { |entry| entry["id"] }
    end
  end

  def test_stateOfABuild_endsWithIt
    site = build(hero_site)
    refute_nil site.feature_flags
    site.reset
    assert_nil site.feature_flags
  end

  def test_pageInTheFolderOfTheVariants_isRefused
    files = hero_site.merge("own.html" => make_page("mine", "permalink" => "/_edge/variants/hero.bold/index.html"))
    assert_equal "own.html: permalink is wrong: a variant of index.html is written to _edge/variants/hero.bold/index.html, too. " \
                 "Give one of them another permalink.", failure_of(files)
  end

  def test_twoTestedPagesWithOnePermalink_areRefused
    files = hero_site.merge("own.html" => make_page("mine #{HERO_TAG}", "permalink" => "/index.html"))
    assert_match(%r!\A(own|index)\.html: permalink is wrong: a variant of (own|index)\.html is written to index\.html, too\.!, failure_of(files))
  end

  def test_staticFileAtTheSamePlaceAsATestedPage_isRefused
    files = hero_site.merge("a.html" => make_page(HERO_TAG, "permalink" => "/b.html"), "b.html" => "plain, without front matter")
    assert_match(%r!\Ab\.html: permalink is wrong: a variant of a\.html is written to b\.html, too\.!, failure_of(files))
  end
end
