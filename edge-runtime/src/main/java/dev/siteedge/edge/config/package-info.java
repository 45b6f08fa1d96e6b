/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The settings: defaults, file and command line, checked at once; what the built site says of itself. Imports nothing of ours.
 */
@NullMarked
package dev.siteedge.edge.config;

import org.jspecify.annotations.NullMarked;
