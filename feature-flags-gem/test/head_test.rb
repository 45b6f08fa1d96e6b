# frozen_string_literal: true

require_relative "test_helper"

class HeadTest < SiteTest
  META = '<meta name="site-edge:variants" content="hero=control">'
  # Page → page with the line of the meta.
  PLACES = {
    "<head>\n  <title>x</title>\n</head>\n"       => "<head>\n  <title>x</title>\n#{META}\n</head>\n",
    "<head>\n\t<title>x</title>\n\t</head>"       => "<head>\n\t<title>x</title>\n\t#{META}\n\t</head>",
    "<head>\r\n</head>\r\n"                       => "<head>\r\n#{META}\r\n</head>\r\n",
    "<html><HEAD lang=x><title>x</title></HEAD>"  => "<html><HEAD lang=x><title>x</title>\n#{META}\n</HEAD>",
    "<head></head>\n"                             => "<head>\n#{META}\n</head>\n",
    "<!-- <head></head> -->\n<head>\n</head>"     => "<!-- <head></head> -->\n<head>\n#{META}\n</head>",
    "<head>\n<script>'</head>'</script>\n</head>" => "<head>\n<script>'</head>'</script>\n#{META}\n</head>",
    "<head>\n<title>x</title>\n<body>"            => "<head>\n<title>x</title>\n#{META}\n<body>",
    "<header>\n</header>"                         => "<header>\n</header>",
    "no markup"                                   => "no markup",
  }.freeze

  def test_meta_standsOnALineOfItsOwnAndLeavesTheOthers
    site = build(hero_site)
    page = site.pages.find { |item| item.url == "/" }
    hero = site.feature_flags.experiments.first
    rendition = JekyllFeatureFlags::Rendition.new(page, { hero => hero.control })
    PLACES.each { |html, expected| assert_equal expected, JekyllFeatureFlags::Head.mark(html, rendition, page) }
  end

  def test_canonical_isAddedToVariantsOnlyAndOnlyWhereThereIsNone
    build(hero_site, "baseurl" => "/base")
    refute_includes output("index.html"), "canonical"
    assert_equal ["  <link rel=\"canonical\" href=\"https://example.com/base/\">\n"], canonicals("index.html")
  end

  def test_canonicalOfSeoTag_isTheOnlyOneAndThatOfTheOriginal
    build(hero_site.merge("_layouts/default.html" => LAYOUT.sub("<title>{{ page.title }}</title>", "{% seo %}"), "two.html" => make_page(HERO_TAG)))
    assert_equal ["<link rel=\"canonical\" href=\"https://example.com/two.html\" />\n"], canonicals("two.html")
    assert_equal [output("two.html")[%r!^.*canonical.*\n!]], canonicals("two.html")
  end

  def test_canonicalOfAnIndexFile_isItsFolder_frontMatterGoesFirst
    build(hero_site(HERO_TAG, "permalink" => "/a/index.html"))
    assert_includes output("_edge/variants/hero.bold/a/index.html"), "href=\"https://example.com/a/\""
    build(hero_site(HERO_TAG, "canonical_url" => "https://example.org/?a&b"))
    assert_includes output("_edge/variants/hero.bold/index.html"), "href=\"https://example.org/?a&amp;b\""
  end

  def test_canonicalInAComment_doesNotCount
    build(hero_site.merge("_layouts/default.html" => LAYOUT.sub("<title>", "<!-- <link rel=canonical href=x> --><title>")))
    assert_includes output("_edge/variants/hero.bold/index.html"), "<link rel=\"canonical\" href=\"https://example.com/\">"
  end

  def test_pageThatIsNoHtml_staysWhole
    build(hero_site.merge("a.txt" => "---\n---\n<head>\n</head>#{HERO_TAG}"))
    assert_equal "<head>\n</head>Bold", output("_edge/variants/hero.bold/a.txt")
  end

  private

  def canonicals(path)
    output("_edge/variants/hero.bold/#{path}").lines.grep(%r!canonical!)
  end
end
