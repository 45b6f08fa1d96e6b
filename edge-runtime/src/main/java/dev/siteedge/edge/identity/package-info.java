/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Who sends, without saying who: salts, visitor hash, buckets, routing. Reads and writes the salts and the routing key alone; reads consent from config. Must not import HTTP, log, shard or store.
 */
@NullMarked
package dev.siteedge.edge.identity;

import org.jspecify.annotations.NullMarked;
