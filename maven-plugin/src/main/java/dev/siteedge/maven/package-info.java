/**
 * The goals of the Maven plugin, and nothing else.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads the pom and the command line, writes a request for {@code dev.siteedge.maven.jekyll}. The only package that
 * may see Maven's types; holds no logic that a test could not reach without Maven.
 */
@NullMarked
package dev.siteedge.maven;

import org.jspecify.annotations.NullMarked;
