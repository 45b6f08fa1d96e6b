/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Answers questions over all that was acknowledged: objects, outbox and unflushed rows. Reads store and shards, writes nothing. Must not import HTTP.
 */
@NullMarked
package dev.siteedge.edge.query;

import org.jspecify.annotations.NullMarked;
