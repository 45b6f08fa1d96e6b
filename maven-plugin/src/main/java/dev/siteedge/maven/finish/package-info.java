/**
 * Makes what Jekyll wrote ready for the host it is for: the tracker, the variants, compressed texts.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads and writes the staged site, in the child JVM, where what it runs on is loaded and compiled already. Must not
 * import Maven nor JRuby.
 */
@NullMarked
package dev.siteedge.maven.finish;

import org.jspecify.annotations.NullMarked;
