/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The page that shows it all. Reads the HTTP API like any other client. Nothing imports this package but the wiring.
 */
@NullMarked
package dev.siteedge.edge.dashboard;

import org.jspecify.annotations.NullMarked;
