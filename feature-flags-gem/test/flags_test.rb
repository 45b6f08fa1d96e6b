# frozen_string_literal: true

require_relative "test_helper"

class FlagsTest < SiteTest
  NAV = "new_nav: {state: ENABLED, variants: {on: true, off: false}, defaultVariant: on}\n"
  TAG = "{% flag new_nav %}new{% else %}old{% endflag %}"

  def test_defaultVariant_decidesAtBuildTime
    { NAV => "new", NAV.sub("t: on", "t: off") => "old", NAV.sub("ENABLED", "DISABLED") => "old", NAV.sub(", defaultVariant: on", "") => "old" }.each do |flags, shown|
      build("_data/flags.yml" => flags, "index.html" => "---\n---\n#{TAG}")
      assert_equal shown, output("index.html"), flags
    end
  end

  def test_flagdFile_isTheSameAsTheBareMap
    build("_data/flags.yml" => "$schema: https://flagd.dev/schema/v0/flags.json\nflags:\n  #{NAV}", "index.html" => "---\n---\n#{TAG}")
    assert_equal "new", output("index.html")
    assert_equal({ "new_nav" => { "state" => "ENABLED", "variants" => { "on" => true, "off" => false }, "defaultVariant" => "on" } }, manifest["flags"])
  end

  def test_jsonFile_isReadToo
    build("_data/flags.json" => '{"flags":{"new_nav":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"off"}}}', "index.html" => "---\n---\n#{TAG}")
    assert_equal "old", output("index.html")
  end

  def test_noElse_showsNothing
    build("_data/flags.yml" => NAV.sub("t: on", "t: off"), "index.html" => "---\n---\n[{% flag new_nav %}new{% endflag %}]")
    assert_equal "[]", output("index.html")
  end

  def test_sharedRules_arePutWhereTheyAreUsed
    flags = <<~YAML
      $evaluators:
        staff: {ends_with: [{var: email}, "@example.com"]}
      flags:
        new_nav:
          state: ENABLED
          variants: {on: true, off: false}
          defaultVariant: off
          targeting: {if: [{$ref: staff}, "on"]}
    YAML
    build("_data/flags.yml" => flags)
    assert_equal({ "ends_with" => [{ "var" => "email" }, "@example.com"] }, manifest.dig("flags", "new_nav", "targeting", "if", 0))
  end

  def test_wrongFlag_namesFileLineAndChoices
    {
      "new_nav: 1\n" => "_data/flags.yml:1: flag 'new_nav' is wrong: 1; it must be a mapping",
      "\n#{NAV.sub("ENABLED", "ON")}" => "_data/flags.yml:2: state of flag 'new_nav' is wrong: ON; choices: ENABLED, DISABLED.",
      NAV.sub("t: on", "t: of") => "_data/flags.yml:1: defaultVariant of flag 'new_nav' is wrong: of; known variants: on, off.",
      NAV.sub("off: false", "off: text") => "_data/flags.yml:1: variants of flag 'new_nav' is wrong:",
      NAV.sub("{on: true, off: false}", "{}") => "_data/flags.yml:1: variants of flag 'new_nav' is wrong: {}; it must be a mapping of names to values.",
      NAV.sub("state", "status") => "_data/flags.yml:1: key 'status' of flag 'new_nav' is unknown;",
      "- a\n" => "_data/flags.yml:1: flags are wrong: array; they must be a mapping.",
    }.each { |flags, message| assert_includes failure_of("_data/flags.yml" => flags), message }
  end

  def test_unknownFlag_namesFileLineAndKnownFlags
    page = { "a.html" => "---\n---\n\n{% flag old_nav %}{% endflag %}" }
    assert_equal "a.html:4: unknown flag 'old_nav'; known flags: none, add it to _data/flags.yml.", failure_of(page)
    assert_equal "a.html:4: unknown flag 'old_nav'; known flags: new_nav.", failure_of(page.merge("_data/flags.yml" => NAV))
  end

  def test_flagThatIsNotBoolean_failsInTheTag
    flags = NAV.sub("true", "red").sub("false", "blue")
    assert_equal "a.html:3: flag 'new_nav' is wrong: not boolean; {% flag %} needs variants of true and false. Give it such variants.",
                 failure_of("_data/flags.yml" => flags, "a.html" => "---\n---\n#{TAG}")
  end

  def test_flagNames_stayText
    build("_data/flags.yml" => NAV.sub("new_nav", "on"), "index.html" => "---\n---\n{% flag on %}new{% endflag %}")
    assert_equal "new", output("index.html")
  end

  def test_bareMapWithAFlagCalledFlags_isABareMap
    build("_data/flags.yml" => NAV.sub("new_nav", "flags"))
    assert_equal ["flags"], manifest["flags"].keys
  end

  def test_objectVariants_keepTheirValues
    build("_data/flags.yml" => NAV.sub("true", "{state: on}").sub("false", "{state: off}"))
    assert_equal({ "on" => { "state" => true }, "off" => { "state" => false } }, manifest.dig("flags", "new_nav", "variants"))
  end
end
