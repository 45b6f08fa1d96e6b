# frozen_string_literal: true

require_relative "test_helper"

# GrowthBook's published cases, shared with the Java and the JavaScript tests.
class BucketingTest < Minitest::Test
  CASES = JSON.parse(File.read(File.expand_path("../../it/vectors/growthbook-cases.json", __dir__), :encoding => "utf-8"))
  B = JekyllFeatureFlags::Bucketing

  def test_publishedHashes_agree
    assert_operator CASES["hash"].length, :>=, 15
    CASES["hash"].each do |seed, value, version, expected|
      actual = B.hash(seed, value, version)
      expected.nil? ? assert_nil(actual) : assert_equal(expected, actual, [seed, value, version].inspect)
    end
  end

  def test_publishedBucketRanges_agree
    assert_operator CASES["getBucketRange"].length, :>=, 13
    CASES["getBucketRange"].each do |name, (count, coverage, weights), expected|
      actual = B.bucket_ranges(count, coverage, weights)
      assert_equal expected.length, actual.length, name
      expected.flatten.zip(actual.flatten) { |e, a| assert_in_delta e, a, 1e-9, name }
    end
  end

  def test_publishedChoices_agree
    assert_operator CASES["chooseVariation"].length, :>=, 13
    CASES["chooseVariation"].each { |name, n, ranges, expected| assert_equal expected, B.choose_variation(n, ranges), name }
  end

  def test_publishedNamespaces_agree
    assert_operator CASES["inNamespace"].length, :>=, 16
    CASES["inNamespace"].each { |name, value, namespace, expected| assert_equal expected, B.in_namespace?(value, namespace), name }
  end

  def test_textBeyondAscii_isHashedAsUtf8Bytes
    assert_in_delta 0.9409, B.hash("exp", "é"), 1e-12
    assert_in_delta 0.4647, B.hash("exp", "日本"), 1e-12
  end

  def test_raisedCoverage_movesNobodyBetweenVariants
    low = B.bucket_ranges(2, 0.2, [0.5, 0.5])
    high = B.bucket_ranges(2, 0.9, [0.5, 0.5])
    10_000.times do |bucket|
      before = B.choose_variation(bucket / 10_000.0, low)
      assert_equal before, B.choose_variation(bucket / 10_000.0, high) unless before == -1
    end
  end
end
