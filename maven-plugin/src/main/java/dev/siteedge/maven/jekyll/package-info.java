/**
 * Runs Jekyll in a child JVM and puts its site in place of the old one.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads a site's sources, writes the site's folder. {@link dev.siteedge.maven.jekyll.JekyllBuild} is the entry on
 * this side; {@code ChildMain} and the Ruby files beside it are the other side, joined by lines of text. Must not import
 * Maven.
 */
@NullMarked
package dev.siteedge.maven.jekyll;

import org.jspecify.annotations.NullMarked;
