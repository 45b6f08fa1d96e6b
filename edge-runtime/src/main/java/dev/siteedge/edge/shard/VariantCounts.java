package dev.siteedge.edge.shard;

/**
 * What one variant of an experiment's phase counts.
 *
 * @param exposures units whose first variant it was
 * @param allocations those of them that the allocation endpoint gave it
 * @param conversions those of them that reached the goal afterwards
 * @param multiple those of them that were shown another variant later
 */
public record VariantCounts(long exposures, long allocations, long conversions, long multiple) {
    public VariantCounts plus(VariantCounts other) {
        return new VariantCounts(
                exposures + other.exposures,
                allocations + other.allocations,
                conversions + other.conversions,
                multiple + other.multiple);
    }
}
