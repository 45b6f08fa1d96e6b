# frozen_string_literal: true

module JekyllFeatureFlags
  # Which variant a unit sees: GrowthBook's deterministic bucketing, hash versions 1 and 2, over UTF-8 bytes.
  # Pure functions; the browser and the edge server compute the same from the same published cases.
  #
  # v2: n = fnv1a32(string(fnv1a32(seed + value))) mod 10,000 / 10,000, a number in [0, 1).
  # v1: n = fnv1a32(value + seed) mod 1,000 / 1,000, used for namespaces as well.
  #
  # Sources: GrowthBook SDK specification, "hash", "getBucketRanges", "chooseVariation", "inNamespace"
  # (https://docs.growthbook.io/lib/build-your-own); FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
  module Bucketing
    FNV_OFFSET_BASIS = 0x811c9dc5
    FNV_PRIME = 0x01000193
    UINT32 = 0xffffffff

    module_function

    # Returns a Float in [0, 1), or nil for a version that does not exist.
    def hash(seed, value, version = 2)
      case version
      when 2 then fnv1a32(fnv1a32("#{seed}#{value}").to_s) % 10_000 / 10_000.0
      when 1 then fnv1a32("#{value}#{seed}") % 1_000 / 1_000.0
      end
    end

    # coverage - share of the units in the experiment; clamped to 0..1.
    # weights  - one share for each variation; equal shares when nil, of another length or not adding up to 1.
    #
    # Returns an Array of [from, to), each starting where full coverage would start it: raising the coverage
    # moves nobody from one variation to another.
    def bucket_ranges(count, coverage = 1, weights = nil)
      share = (coverage || 1).clamp(0, 1)
      weights = Array.new(count, 1.0 / count) unless usable?(weights, count)
      start = 0
      weights.map do |weight|
        range = [start, start + share * weight]
        start += weight
        range
      end
    end

    # Returns the index of the range that n lies in, -1 when it lies in none.
    def choose_variation(n, ranges)
      ranges.index { |from, to| n >= from && n < to } || -1
    end

    # namespace - [name, from, to): experiments with disjoint ranges of one name share no unit.
    def in_namespace?(value, namespace)
      name, from, to = namespace
      n = hash("__#{name}", value, 1)
      n >= from && n < to
    end

    def fnv1a32(text)
      text.encode(Encoding::UTF_8).each_byte.reduce(FNV_OFFSET_BASIS) do |digest, byte|
        ((digest ^ byte) * FNV_PRIME) & UINT32
      end
    end

    def usable?(weights, count)
      weights && weights.length == count && weights.sum.between?(0.99, 1.01)
    end
    private_class_method :fnv1a32, :usable?
  end
end
