/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The entry point and the one place where the parts are wired together.
 */
@NullMarked
package dev.siteedge.edge;

import org.jspecify.annotations.NullMarked;
