/**
 * Puts the tracker's tag into the pages of a built site.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads and writes the HTML files of a folder as bytes, so that every ASCII-compatible encoding survives. Must not
 * import Maven nor any other of our packages.
 */
@NullMarked
package dev.siteedge.maven.html;

import org.jspecify.annotations.NullMarked;
