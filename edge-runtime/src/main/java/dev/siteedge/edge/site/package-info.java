/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Serves the built site: the manifest, renditions, redirects, headers, caching, error pages. Reads the site folder, writes nothing.
 */
@NullMarked
package dev.siteedge.edge.site;

import org.jspecify.annotations.NullMarked;
