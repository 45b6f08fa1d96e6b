/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Who sends, without saying who: salts, visitor hash, buckets, consent. Reads and writes the salts file alone. Must not import log, shard or store.
 */
@NullMarked
package dev.siteedge.edge.identity;

import org.jspecify.annotations.NullMarked;
