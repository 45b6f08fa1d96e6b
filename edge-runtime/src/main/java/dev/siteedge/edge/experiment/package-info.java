/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Definitions, bucketing and allocation. Reads the manifest of the built site, writes edge overrides. Must not import HTTP but in handlers.
 */
@NullMarked
package dev.siteedge.edge.experiment;

import org.jspecify.annotations.NullMarked;
