/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) →
 * exposure → results}.
 *
 * <p>Tells the preview when the site's source changes. Reads the source folder's events, writes nothing. Must not
 * import any other package of the plugin.
 */
@NullMarked
package dev.siteedge.maven.watch;

import org.jspecify.annotations.NullMarked;
