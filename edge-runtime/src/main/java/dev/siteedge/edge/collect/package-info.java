/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The pipeline from a request body to resolved events: named steps, each giving an event or the reason it was dropped. Reads identity and experiments, writes to the intake. Must not import store or query.
 */
@NullMarked
package dev.siteedge.edge.collect;

import org.jspecify.annotations.NullMarked;
