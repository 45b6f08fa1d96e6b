/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The facts that flow: sealed events, their codec and limits. Reads and writes nothing, imports nothing of ours.
 */
@NullMarked
package dev.siteedge.edge.event;

import org.jspecify.annotations.NullMarked;
