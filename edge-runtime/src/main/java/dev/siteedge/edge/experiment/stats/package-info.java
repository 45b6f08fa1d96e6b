/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The one statistics engine. Pure functions over counts; imports nothing of ours.
 */
@NullMarked
package dev.siteedge.edge.experiment.stats;

import org.jspecify.annotations.NullMarked;
