/**
 * The gems that the plugin carries, and the environment in which Ruby sees them and no others.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads {@code specifications/*.gemspec} on the class path (packed by {@code src/gems/pack}), writes environment
 * variables. Must not import Maven nor any other of our packages.
 */
@NullMarked
package dev.siteedge.maven.gems;

import org.jspecify.annotations.NullMarked;
