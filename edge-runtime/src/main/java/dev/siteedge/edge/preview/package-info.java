/**
 * What a site that is being written has besides: pages that reload when they were built again, say what broke the build,
 * and switch variants.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Wraps the site's handler; never part of production. Must not import any other of our packages but {@code .http}.
 */
@NullMarked
package dev.siteedge.edge.preview;

import org.jspecify.annotations.NullMarked;
