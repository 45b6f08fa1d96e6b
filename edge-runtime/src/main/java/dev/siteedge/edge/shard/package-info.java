/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Durable-Object-style shards: one owner and one thread each fold what was logged into state. Reads the log, writes rows for the store. Must not import HTTP or the S3 client.
 */
@NullMarked
package dev.siteedge.edge.shard;

import org.jspecify.annotations.NullMarked;
