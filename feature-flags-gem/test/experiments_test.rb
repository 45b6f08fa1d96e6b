# frozen_string_literal: true

require_relative "test_helper"

class ExperimentsTest < SiteTest
  # What follows `- id: hero` and `status: running` → the message after "_data/experiments.yml:".
  TWO = "  variants:\n    - {name: control, weight: 1}\n    - {name: bold, weight: 1}\n"
  WRONG = {
    "  coverage: 1.5\n" + TWO => "3: coverage of experiment 'hero' is wrong: 1.5; it must be a number from 0 to 1.",
    "  coverage: -0.1\n" + TWO => "3: coverage of experiment 'hero' is wrong: -0.1; it must be a number from 0 to 1.",
    "  coverage: .nan\n" + TWO => "3: coverage of experiment 'hero' is wrong: NaN; it must be a number from 0 to 1.",
    "  winner: bold\n" + TWO => "3: winner of experiment 'hero' is wrong: bold; only a stopped experiment has one.",
    "  varaints: []\n" + TWO => "3: key 'varaints' of experiment 'hero' is unknown; known keys: id, name,",
    "  starts: soon\n" + TWO => "3: starts of experiment 'hero' is wrong: soon; it must be an ISO 8601 time.",
    "  starts: 2026-12-02T00:00:00Z\n  ends: 2026-12-01\n" + TWO => "4: ends of experiment 'hero' is wrong:",
    "  goals: signup\n" + TWO => "3: goals of experiment 'hero' is wrong: signup; it must be a list of different event names and paths.",
    "  goals: [a, a]\n" + TWO => "3: goals of experiment 'hero' is wrong:",
    "  unit: visitor\n" + TWO => "3: unit of experiment 'hero' is wrong: visitor; choices: visitor-day, user.",
    "  group: landing\n" + TWO => "3: group of experiment 'hero' is wrong: landing; it must be a mapping.",
    "  group: {name: g, from: 0, to: 2}\n" + TWO => "3: to of the group of experiment 'hero' is wrong: 2; it must be a number from 0 to 1.",
    "  group: {name: g, from: 0.5, to: 0.5}\n" + TWO => "3: to of the group of experiment 'hero' is wrong: 0.5; it must be above from.",
    "  variants: [{name: control, weight: 1}]\n" => "3: variants of experiment 'hero' is wrong:",
    "" => "1: variants of experiment 'hero' is missing; it must be a list of at least 2, the control first.",
    TWO.sub("bold", "Bold!") => "5: name of variant 2 of experiment 'hero' is wrong: Bold!; it must be 1 to 32 characters of a-z, 0-9 and -.",
    TWO.sub("bold", "b" * 33) => "5: name of variant 2 of experiment 'hero' is wrong:",
    TWO.sub("bold", "control") => "5: variant name 'control' of experiment 'hero' is used twice; names must be unique.",
    TWO.sub("weight: 1}\n    - {name: bold", "weight: -1}\n    - {name: bold") => "4: weight of variant 'control' is wrong: -1; it must be a number, 0 or more.",
    TWO.sub("weight: 1", "weight: many") => "4: weight of variant 'control' is wrong: many; it must be a number, 0 or more.",
    TWO.sub("weight: 1", "weight: .nan") => "4: weight of variant 'control' is wrong: NaN; it must be a number, 0 or more.",
    TWO.sub("weight: 1", "weight: .inf") => "4: weight of variant 'control' is wrong: Infinity; it must be a number, 0 or more.",
    TWO.sub(", weight: 1", "") => "4: weight of variant 'control' is missing;",
    TWO.gsub("weight: 1", "weight: 0") => "3: weights of experiment 'hero' are wrong: all are 0; their sum must be above 0.",
    TWO.sub("bold, weight: 1", "bold, weight: 1, type: color") => "5: type of variant 'bold' is wrong: color; choices: content, layout.",
    TWO.sub("bold, weight: 1", "bold, weight: 1, type: layout") => "5: layout of variant 'bold' is missing;",
    TWO.sub("bold, weight: 1", "bold, weight: 1, type: layout, layout: wide") => "5: layout of variant 'bold' is wrong: wide; known layouts: none.",
    TWO.sub("bold, weight: 1", "bold, weight: 1, layout: wide") => "5: layout of variant 'bold' is wrong: wide; only a variant of type layout has one.",
    TWO.sub("bold, weight: 1", "bold, weight: 1, include: no.html") => "5: include of variant 'bold' is wrong: no.html; there is no such file in _includes.",
    TWO.sub("bold, weight: 1", "bold, weight: 1, include: ../x.html") => "5: include of variant 'bold' is wrong:",
    TWO.sub("bold, weight: 1", "bold, weight: 1, content: x, data: {a: b}") => "5: data of variant 'bold' is wrong:",
    TWO.sub("bold, weight: 1", "bold, weight: 1, data: {permalink: /x}") => "5: data of variant 'bold' is wrong: permalink;",
    TWO.sub("control, weight: 1", "control, weight: 1, data: {a: b}") => "4: data of variant 'control' is wrong:",
  }.freeze

  def test_wrongField_namesFileLineValueAndChoices
    WRONG.each do |rest, message|
      actual = failure_of("_data/experiments.yml" => "- id: hero\n  status: running\n#{rest}")
      assert_includes actual.lines.map(&:chomp).map { |line| line[0, "_data/experiments.yml:#{message}".length] },
                      "_data/experiments.yml:#{message}", actual
      assert actual.lines.all? { |line| line.start_with?("_data/experiments.yml:") }, actual
    end
  end

  def test_idAtTheLimit_isTaken_aboveIt_fails
    build("_data/experiments.yml" => HERO.sub("hero", "h" * 64))
    assert_match(%r!\A_data/experiments.yml:1: id of experiment 1 is wrong: h+\.\.\.; it must be 1 to 64 characters!,
                 failure_of("_data/experiments.yml" => HERO.sub("hero", "h" * 65)))
  end

  def test_idUsedTwice_namesBothLines
    twice = "# two\n\n#{HERO}\n\n\n\n#{HERO}"
    assert_equal "_data/experiments.yml:12: experiment id 'hero' is used twice, first in line 3; ids must be unique. Rename one of them.",
                 failure_of("_data/experiments.yml" => twice)
  end

  def test_unknownStatus_namesChoices
    assert_includes failure_of("_data/experiments.yml" => HERO.sub("running", "on")),
                    "_data/experiments.yml:2: status of experiment 'hero' is wrong: on; choices: draft, running, stopped. Choose one of them."
  end

  def test_overlappingGroup_fails_touchingRangesDoNot
    two = lambda do |from|
      one = HERO.sub("  status", "  group: {name: landing, from: 0, to: 0.5}\n  status")
      one + one.sub("hero", "cta").sub("from: 0, to: 0.5", "from: #{from}, to: 1")
    end
    build("_data/experiments.yml" => two.call(0.5))
    assert_equal "_data/experiments.yml:8: group of experiment 'cta' is wrong: 0.49 to 1; it overlaps with 0 to 0.5 of 'hero' in group " \
                 "'landing'. Make the ranges apart.", failure_of("_data/experiments.yml" => two.call(0.49))
  end

  def test_manyProblems_areReportedAtOnce_oneLineEach
    message = failure_of("_data/experiments.yml" => HERO.sub("running", "no").sub("weight: 50", "weight: x"))
    assert_equal %w(2 4), message.lines.map { |line| line[%r!:(\d+):!, 1] }.sort
  end

  def test_rootThatIsNoList_fails
    assert_match(%r!\A_data/experiments.yml:1: experiments are wrong: hash; they must be a list!, failure_of("_data/experiments.yml" => "hero: {}\n"))
    assert_match(%r!\A_data/experiments.yml:1: experiment is wrong: "hero"!, failure_of("_data/experiments.yml" => "- hero\n"))
  end

  def test_namesThatYamlReadsOtherwise_stayText
    site = build("_data/experiments.yml" => HERO.sub("id: hero", "id: 2024").sub("bold", "on"))
    experiment = site.feature_flags.experiments.first
    assert_equal ["2024", %w(control on)], [experiment.id, experiment.variants.map(&:name)]
  end

  def test_defaults_areThoseOfTheDesign
    experiment = build("_data/experiments.yml" => HERO).feature_flags.experiments.first
    assert_equal [1.0, "hero", "hero", [], nil, "control"],
                 [experiment.coverage, experiment.seed, experiment.name, experiment.goals, experiment.group, experiment.control.name]
  end

  def test_jsonFile_isReadToo
    build("_data/experiments.json" => JSON.generate([{ "id" => "hero", "status" => "draft", "variants" => [
      { "name" => "control", "weight" => 1 }, { "name" => "bold", "weight" => 1 },
    ] }]))
    assert_equal ["hero"], manifest["experiments"].map { |entry| entry["id"] }
  end

  def test_siteData_staysAList
    site = build("_data/experiments.yml" => HERO, "index.html" => "---\n---\n{{ site.data.experiments[0].variants[1].name }}")
    assert_equal "bold", output("index.html")
    assert_kind_of Array, site.data["experiments"]
  end

  def test_dataOfAVariant_keepsItsTypes
    site = build("_data/experiments.yml" => HERO.sub("bold, weight: 50", "bold, weight: 50, data: {name: 2024, id: true}"))
    assert_equal({ "name" => 2024, "id" => true }, site.feature_flags.experiments.first.variant("bold").data)
  end
end
