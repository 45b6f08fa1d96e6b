# frozen_string_literal: true

require_relative "test_helper"

class BakingTest < SiteTest
  def test_pagePostAndCollection_areBakedWhereverTheTagStands
    files = hero_site.merge(
      "_posts/2026-01-01-x.md" => make_page("{% include cta.html %}"), "_includes/cta.html" => HERO_TAG,
      "_recipes/soup.md" => make_page("soup", "layout" => "recipe"), "_layouts/recipe.html" => "<p>#{HERO_TAG}</p>{{ content }}",
      "plain.html" => make_page("none")
    )
    build(files, "collections" => { "recipes" => { "output" => true } })
    assert_equal %w(hero.bold/2026/01/01/x.html hero.bold/index.html hero.bold/recipes/soup.html), variants_written
    assert_equal %w(/ /2026/01/01/x.html /recipes/soup.html), manifest["pages"].keys
    assert_includes output("_edge/variants/hero.bold/recipes/soup.html"), "<p>Bold</p><p>soup</p>"
  end

  def test_control_isWhatASiteWithoutExperimentsWouldBe
    others = {
      "_posts/2026-01-01-x.md" => make_page("#{HERO_TAG}\n\nmore"), "_posts/2026-01-02-y.md" => make_page("{{ page.previous.content }}"),
      "all.html" => make_page("{% for post in site.posts %}{{ post.excerpt }}|{{ post.content }}|{{ post.output }}{% endfor %}{{ layout.a }}"),
      "search.json" => "---\n---\n{% for page in site.pages %}{{ page.url }} {{ page.content | size }}{% endfor %}",
      "_layouts/default.html" => LAYOUT.sub("{{ page.title }}", "{% seo %}").sub("</body>", "{{ page.next.content }}</body>"),
    }
    build(hero_site.merge(others))
    baked = written.grep_v(%r!\A_edge/!).to_h { |path| [path, without_meta(output(path))] }
    FileUtils.rm_rf([dest, source])
    build(hero_site.merge(others).transform_values { |text| text.gsub(HERO_TAG, "Plain") }.reject { |path, _| path.start_with?("_data") })
    assert_equal written.grep_v(%r!\A_edge/!).to_h { |path| [path, output(path)] }, baked
    assert_equal %w(_edge/manifest.json), written.grep(%r!\A_edge/!)
  end

  def test_variant_differsFromControlInItsSectionAlone
    build(hero_site("# Hi\n\n#{HERO_TAG}\n\n{{ page.url }} {{ page.title }} {{ layout.x }}{{ content }}"))
    assert_equal without_meta(output("index.html")).sub("Plain", "Bold"),
                 without_meta(output("_edge/variants/hero.bold/index.html")).sub(%r!^.*rel="canonical".*\n!, "")
  end

  def test_markdownBody_isConvertedOnceInEveryRendition
    build(hero_site.merge("md.md" => make_page("# Title\n\n{% experiment hero %}{% variant control %}*a*{% variant bold %}**b**{% endexperiment %}")))
    assert_includes output("md.html"), "<p><em>a</em></p>"
    assert_includes output("_edge/variants/hero.bold/md.html"), "<h1 id=\"title\">Title</h1>\n\n<p><strong>b</strong></p>"
  end

  def test_variants_areSeenByNoOtherPage
    files = hero_site.merge("_posts/2026-01-01-x.md" => make_page("#{HERO_TAG}\n\nmore"))
    site = build(files)
    %w(feed.xml sitemap.xml).each { |path| refute_match(%r!_edge|Bold!, output(path)) }
    assert_includes output("feed.xml"), "Plain"
    assert_equal 1, site.posts.docs.length
    assert_empty site.pages.map(&:url).grep(%r!_edge!)
  end

  def test_excerpt_showsControlEvenWhenAVariantAsksFirst
    body = "#{HERO_TAG}\n\nmore"
    layout = LAYOUT.sub("{{ content }}", "{% if true %}#{HERO_TAG}{% endif %}{% assign v = 'hero' | variant_of %}{% if v == 'bold' %}{{ page.excerpt }}{% endif %}")
    build(hero_site.merge("_posts/2026-01-01-x.md" => make_page(body), "_layouts/default.html" => layout,
                          "list.txt" => "---\n---\n{{ site.posts[0].excerpt }}"))
    assert_includes output("list.txt"), "<p>Plain</p>"
    assert_includes output("_edge/variants/hero.bold/2026/01/01/x.html"), "Bold<p>Plain</p>"
    refute_includes manifest["pages"].keys, "/list.txt"
  end

  def test_documentData_isRestored
    site = build(hero_site("{{ page.title }}", { "experiments" => "[hero]" }, HERO.sub("bold, weight: 50", "bold, weight: 50, data: {title: Big, tags: [z]}")))
    page = site.pages.find { |item| item.url == "/" }
    assert_equal ["Title", nil, "default"], [page.data["title"], page.data["tags"], page.data["layout"]]
    assert_includes output("_edge/variants/hero.bold/index.html"), "<title>Big</title>"
    assert_includes output("index.html"), "<title>Title</title>"
  end

  def test_layoutVariant_switchesTheLayoutOfPagesThatListIt
    experiments = HERO.sub("bold, weight: 50", "wide, weight: 0, type: layout, layout: wide")
    files = hero_site("body", { "experiments" => "hero" }, experiments)
    build(files.merge("_layouts/wide.html" => "<b>{{ content }}</b>", "two.html" => make_page("x")))
    assert_equal %w(hero.wide/index.html), variants_written
    assert_equal "<b>body\n</b>", output("_edge/variants/hero.wide/index.html")
    assert_includes output("index.html"), "<title>Title</title>"
  end

  def test_frontMatterDefaults_listExperimentsToo
    defaults = [{ "scope" => { "path" => "" }, "values" => { "layout" => "default", "experiments" => ["hero"] } }]
    build(hero_site.merge("index.html" => "---\n---\nx", "_posts/2026-01-01-x.md" => "---\n---\ny"), "defaults" => defaults)
    assert_equal %w(/ /2026/01/01/x.html), manifest["pages"].keys, "feeds, sitemaps and style sheets are not listed by a default for all"
  end

  def test_unknownExperimentInFrontMatter_namesTheLine
    assert_equal "index.html:4: unknown experiment 'herp'; known experiments: hero.", failure_of(hero_site("x", "experiments" => "[hero, herp]"))
    assert_match(%r!\Aindex.html:4: experiments in front matter are wrong: \[1\]; they must be a list of ids.!, failure_of(hero_site("x", "experiments" => "[1]")))
  end

  def test_severalExperiments_areCombinedInFileOrder
    two = HERO.sub("hero", "cta") + HERO
    build(hero_site("#{HERO_TAG} #{HERO_TAG.sub("hero", "cta")}", {}, two))
    assert_equal %w(cta.bold+hero.bold/index.html cta.bold/index.html hero.bold/index.html), variants_written
    assert_equal ["cta=control+hero=control", "cta=control+hero=bold", "cta=bold+hero=control", "cta=bold+hero=bold"],
                 manifest["pages"]["/"]["renditions"].keys
  end

  def test_experimentThatOnlyAVariantShows_isBakedToo
    two = HERO + HERO.sub("hero", "cta")
    nested = "{% experiment hero %}{% variant control %}P{% variant bold %}#{HERO_TAG.sub("hero", "cta")}{% endexperiment %}"
    build(hero_site(nested, {}, two))
    assert_equal %w(hero cta), manifest["pages"]["/"]["experiments"]
    assert_includes output("_edge/variants/hero.bold+cta.bold/index.html"), "\nBold\n"
    assert_includes output("index.html"), 'content="hero=control,cta=control"'
  end

  def test_exclusiveExperiments_areNotCombined
    two = HERO.sub("  status", "  group: {name: g, from: 0, to: 0.5}\n  status")
    two += two.sub("hero", "cta").sub("from: 0, to: 0.5", "from: 0.5, to: 1")
    build(hero_site("#{HERO_TAG} #{HERO_TAG.sub("hero", "cta")}", {}, two))
    assert_equal %w(cta.bold/index.html hero.bold/index.html), variants_written
  end

  def test_sixteenRenditions_areBaked_moreFail
    make = ->(count) { (1..count).map { |n| HERO.sub("hero", "e#{n}") }.join }
    tags = ->(count) { (1..count).map { |n| HERO_TAG.sub("hero", "e#{n}") }.join }
    build(hero_site(tags.call(4), {}, make.call(4)))
    assert_equal 16, manifest["pages"]["/"]["renditions"].length
    message = failure_of(hero_site(tags.call(5), {}, make.call(5)))
    assert_equal "index.html: number of renditions is wrong: 32, from the experiments e1 (2 variants), e2 (2 variants), e3 (2 variants), " \
                 "e4 (2 variants), e5 (2 variants); the limit is 16. Put some of them into one `group`, so that no visitor sees two at once.", message
  end

  def test_stoppedWithWinner_isThePageItself_withoutWinnerTheControl
    build(hero_site(HERO_TAG, {}, HERO.sub("running", "stopped\n  winner: bold")))
    assert_includes output("index.html"), "Bold"
    refute_includes output("index.html"), "site-edge:variants"
    build(hero_site(HERO_TAG, {}, HERO.sub("running", "stopped")))
    assert_includes output("index.html"), "Plain"
    assert_equal [[], {}], [variants_written, manifest["pages"]]
    assert_equal ["hero"], manifest["experiments"].map { |entry| entry["id"] }
  end

  def test_winnerWithDataOrLayout_changesThePageItself
    experiments = HERO.sub("running", "stopped\n  winner: bold").sub("bold, weight: 50", "bold, weight: 50, data: {title: Big}")
    build(hero_site("x", { "experiments" => "[hero]" }, experiments))
    assert_includes output("index.html"), "<title>Big</title>"
  end

  def test_draftAndScheduled_areBaked
    build(hero_site(HERO_TAG, {}, HERO.sub("running", "running\n  starts: 2099-01-01T00:00:00Z") + HERO.sub("hero", "d").sub("running", "draft"))
      .merge("two.html" => make_page(HERO_TAG.sub("hero", "d"))))
    assert_equal %w(d.bold/two.html hero.bold/index.html), variants_written
  end

  def test_generatedPage_isBakedWithItsPager
    generated = Class.new(Jekyll::Generator) do
      def generate(site)
        return unless site.config["generate_page"]

        page = Jekyll::PageWithoutAFile.new(site, site.source, "blog/page2", "index.html")
        page.content = "{{ paginator.page }}#{SiteTest::HERO_TAG}"
        page.pager = Struct.new(:to_liquid).new({ "page" => 2 })
        site.pages << page
      end
    end
    build(hero_site("x"), "generate_page" => true)
    assert_equal "2Bold", output("_edge/variants/hero.bold/blog/page2/index.html")
    assert_includes manifest["pages"].keys, "/blog/page2/"
  ensure
    Jekyll::Generator.descendants.delete(generated)
  end

  def test_documentThatIsNotWritten_warnsAndShowsControl
    build(hero_site("{{ site.parts[0].content }}").merge("_parts/a.html" => "---\n---\n#{HERO_TAG}"), "collections" => { "parts" => { "output" => false } })
    assert_empty variants_written
    assert_includes output("index.html"), "Plain"
    assert_includes log.string, "_parts/a.html uses the experiments hero but is not written as a page"
  end

  def test_hooksOfOtherPlugins_seeEveryRenditionAlike
    registry = Jekyll::Hooks.instance_variable_get(:@registry)
    pre = ->(page, _payload) { page.content = "#{page.content}[pre]" }
    post = ->(page) { page.output = "#{page.output}<!-- post -->\n" }
    Jekyll::Hooks.register(:pages, :pre_render, &pre)
    Jekyll::Hooks.register(:pages, :post_render, &post)
    build(hero_site)
    [output("index.html"), output("_edge/variants/hero.bold/index.html")].each do |html|
      assert_equal 1, html.scan("[pre]").length
      assert_equal 1, html.scan("<!-- post -->").length
    end
  ensure
    registry[:pages][:pre_render].delete(pre)
    registry[:pages][:post_render].delete(post)
  end

  def test_twoSitesInTurn_shareNothing
    first = build(hero_site)
    FileUtils.rm_rf([source, dest])
    second = build("index.html" => "---\n---\nx")
    assert_equal %w(_edge/manifest.json feed.xml index.html robots.txt sitemap.xml), written
    assert_equal [1, 0], [first, second].map { |site| site.feature_flags.experiments.count }
  end

  def test_sameSiteBuiltTwice_isTheSame
    site = build(hero_site)
    once = written.to_h { |path| [path, output(path)] }
    site.process
    assert_equal once, written.to_h { |path| [path, output(path)] }
  end

  def test_exclusiveExperiments_countTogetherNotMultiplied
    make = lambda do |last|
      variants = ->(count) { (1..count).map { |n| "    - {name: v#{n}, weight: 1}\n" }.join }
      "- id: a\n  status: draft\n  group: {name: g, from: 0, to: 0.5}\n  variants:\n#{variants.call(9)}" \
        "- id: b\n  status: draft\n  group: {name: g, from: 0.5, to: 1}\n  variants:\n#{variants.call(last)}"
    end
    tags = "{{ 'a' | variant_of }}{{ 'b' | variant_of }}"
    build(hero_site(tags, {}, make.call(8)))
    assert_equal 16, manifest["pages"]["/"]["renditions"].length
    assert_includes failure_of(hero_site(tags, {}, make.call(9))), "number of renditions is wrong: 17"
  end

  def test_payloadThatPagesShare_isLeftAsTheControlLeftIt
    experiments = HERO.sub("bold, weight: 50", "wide, weight: 0, type: layout, layout: wide")
    files = hero_site("body", { "experiments" => "hero" }, experiments).merge(
      "_layouts/wide.html" => "---\nmark: wide\n---\nW{{ content }}", "_layouts/default.html" => "---\nmark: plain\n---\nP{{ content }}",
      "next.html" => "---\n---\n{{ layout.mark }} {{ content }}"
    )
    build(files)
    assert_equal "plain body", output("next.html").strip
    assert_equal %w(hero.wide/index.html), variants_written
  end

  def test_excerptAskedForBeforeRendering_showsControlAndNamesTheFile
    site = make_site(hero_site.merge("_posts/2026-01-01-x.md" => make_page("#{HERO_TAG}\n\nmore"),
                                     "_posts/2026-01-02-y.md" => make_page("{% experiment no %}{% endexperiment %}\n\nmore")))
    site.reset
    site.read
    assert_equal "<p>Plain</p>\n", site.posts.docs[0].data["excerpt"].output
    error = assert_raises(JekyllFeatureFlags::Error) { site.posts.docs[1].data["excerpt"].output }
    assert_equal "_posts/2026-01-02-y.md:5: unknown experiment 'no'; known experiments: hero.", error.message
  end

  # A plugin that renders another document where it is asked to.
  class RenderPartTag < Liquid::Tag
    def render(context)
      site = context.registers[:site]
      part = site.collections["parts"].docs.first
      part.content = SiteTest::HERO_TAG
      Jekyll::Renderer.new(site, part, site.site_payload).run
    end
  end

  def test_documentRenderedInsideAnother_showsControlAndDoesNotCountForIt
    Liquid::Template.register_tag("render_part", RenderPartTag)
    files = hero_site("#{HERO_TAG}[{% render_part %}]").merge("_parts/a.html" => "---\n---\n#{HERO_TAG}", "two.html" => make_page("{% render_part %}"))
    build(files, "collections" => { "parts" => { "output" => true } })
    assert_includes output("_edge/variants/hero.bold/index.html"), "Bold[Plain]"
    assert_equal %w(hero.bold/index.html hero.bold/parts/a.html), variants_written
  end
end
