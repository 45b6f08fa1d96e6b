/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Where acknowledged events are: append until durable, read again, trim. Reads and writes the data folder. Must not import shards, stores or anything above.
 */
@NullMarked
package dev.siteedge.edge.log;

import org.jspecify.annotations.NullMarked;
