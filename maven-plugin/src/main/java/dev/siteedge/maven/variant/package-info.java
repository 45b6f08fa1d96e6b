/**
 * What the baked variants need after Jekyll has written them.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads and writes {@code _edge/manifest.json} of a built site, which the gem {@code jekyll-feature-flags} made. Must
 * not import Maven nor any other of our packages.
 */
@NullMarked
package dev.siteedge.maven.variant;

import org.jspecify.annotations.NullMarked;
