/**
 * Compresses a built site's text once, so that no request has to.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads the staged site, writes below its {@code _edge/compressed/}. Must not import any other of our packages.
 */
@NullMarked
package dev.siteedge.maven.compress;

import org.jspecify.annotations.NullMarked;
