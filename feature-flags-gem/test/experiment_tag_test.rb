# frozen_string_literal: true

require_relative "test_helper"

class ExperimentTagTest < SiteTest
  def test_unknownVariant_namesFileAndLineWithFrontMatter
    post = make_page("one\n\n{% experiment hero %}\n{% variant control %}a\n{% variant b2 %}b\n{% endexperiment %}")
    message = failure_of(hero_site.merge("_posts/2026-01-01-x.md" => post))
    assert_equal "_posts/2026-01-01-x.md:9: unknown variant 'b2' of experiment 'hero'; known variants: control, bold.", message
  end

  def test_unknownExperiment_namesThoseThereAre
    assert_equal "index.html:6: unknown experiment 'herp'; known experiments: hero.",
                 failure_of(hero_site("\n{% experiment herp %}{% endexperiment %}"))
  end

  def test_experimentWithoutFile_saysWhereToAddIt
    files = hero_site.reject { |path, _| path.start_with?("_data") }
    assert_equal "index.html:5: unknown experiment 'hero'; known experiments: none, add it to _data/experiments.yml.", failure_of(files)
  end

  def test_mistakesInIncludeAndLayout_nameThatFile
    include = hero_site("{% include a.html %}").merge("_includes/a.html" => "x\n{% experiment no %}{% endexperiment %}")
    assert_equal "_includes/a.html:2: unknown experiment 'no'; known experiments: hero.", failure_of(include)
    layout = hero_site.merge("_layouts/default.html" => "---\na: b\n---\n\n{% experiment no %}{% endexperiment %}")
    assert_equal "_layouts/default.html:5: unknown experiment 'no'; known experiments: hero.", failure_of(layout)
  end

  def test_textBeforeTheFirstVariant_fails_blankIsFine
    assert_match(%r!\Aindex.html:5: text before the first variant of experiment 'hero' is wrong!,
                 failure_of(hero_site("{% experiment hero %}lost{% variant control %}a{% endexperiment %}")))
    build(hero_site("{% experiment hero %}\n  {% comment %}x{% endcomment %}\n{% variant control %}a{% endexperiment %}"))
    assert_includes output("index.html"), "a"
  end

  def test_twoSectionsOfOneVariant_fail
    body = "{% experiment hero %}{% variant control %}a\n{% variant control %}b{% endexperiment %}"
    assert_equal "index.html:6: variant 'control' of experiment 'hero' has two sections, the first in line 5. Remove one of them.",
                 failure_of(hero_site(body))
  end

  def test_unclosedTag_isLiquidsSyntaxError
    assert_raises(Liquid::SyntaxError) { build(hero_site("{% experiment hero %}{% variant control %}a")) }
  end

  def test_quotedNames_areTheSame
    build(hero_site("{% experiment 'hero' %}{% variant \"control\" %}a{% variant 'bold' %}b{% endexperiment %}"))
    assert_includes output("_edge/variants/hero.bold/index.html"), "\nb\n"
  end

  def test_variantWithContent_showsItRendered_controlShowsTheInnerText
    experiments = HERO.sub("bold, weight: 50", 'bold, weight: 50, content: "Hello {{ page.title }}"')
    build(hero_site("[{% experiment hero %}default{% endexperiment %}]", {}, experiments))
    assert_includes output("index.html"), "[default]"
    assert_includes output("_edge/variants/hero.bold/index.html"), "[Hello Title]"
  end

  def test_variantWithInclude_showsTheInclude
    experiments = HERO.sub("bold, weight: 50", "bold, weight: 50, type: content, include: b.html")
    build(hero_site("[{% experiment hero %}{% endexperiment %}]", {}, experiments).merge("_includes/b.html" => "inc {{ page.title }}"))
    assert_includes output("index.html"), "[]"
    assert_includes output("_edge/variants/hero.bold/index.html"), "[inc Title]"
  end

  def test_section_isStrongerThanContent_missingSectionShowsControl
    experiments = HERO.sub("bold, weight: 50", "bold, weight: 50, content: C") + "    - {name: third, weight: 0}\n"
    build(hero_site("[#{HERO_TAG}]", {}, experiments))
    assert_includes output("_edge/variants/hero.bold/index.html"), "[Bold]"
    assert_includes output("_edge/variants/hero.third/index.html"), "[Plain]"
  end

  def test_tagSharedByPages_keepsNothingOfAPage
    files = hero_site("{% include a.html %}").merge("_includes/a.html" => HERO_TAG, "two.html" => make_page("{% include a.html %}"))
    build(files)
    assert_equal %w(hero.bold/index.html hero.bold/two.html), variants_written
    assert_includes output("two.html"), "Plain"
  end

  def test_variantOf_namesTheVariantOfTheRendition
    build(hero_site('<i>{{ "hero" | variant_of }}</i>'))
    assert_includes output("index.html"), "<i>control</i>"
    assert_includes output("_edge/variants/hero.bold/index.html"), "<i>bold</i>"
    assert_equal "index.html: unknown experiment 'no'; known experiments: hero.", failure_of(hero_site('{{ "no" | variant_of }}'))
  end

  def test_tagInsideIf_showsWhatTheConditionSays
    build(hero_site("{% if page.title == 'Title' %}{% experiment hero %}{% variant control %}{{ page.title }}{% variant bold %}B{% endexperiment %}{% endif %}"))
    assert_includes output("_edge/variants/hero.bold/index.html"), "\nB\n"
  end

  def test_blankTextAroundTheTag_staysInsideIf
    build(hero_site("[{% if true %} {% experiment hero %}{% variant control %}{% variant bold %}B{% endexperiment %} {% endif %}]"))
    assert_includes output("index.html"), "[  ]"
    assert_includes output("_edge/variants/hero.bold/index.html"), "[ B ]"
  end

  def test_outsideOfAPage_showsTheControl
    site = build(hero_site)
    template = Liquid::Template.parse(HERO_TAG)
    assert_equal "Plain", template.render!(make_context(site))
  end
end
