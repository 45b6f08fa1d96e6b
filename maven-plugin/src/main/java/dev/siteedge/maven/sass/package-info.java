/**
 * Compiles style sheets with Dart Sass for the gem {@code jekyll-sass-converter} that the plugin carries.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Started beside Ruby in the child JVM and called from it; reads style sheets, answers CSS and source maps. Must not import Maven nor any
 * other of our packages.
 */
@NullMarked
package dev.siteedge.maven.sass;

import org.jspecify.annotations.NullMarked;
