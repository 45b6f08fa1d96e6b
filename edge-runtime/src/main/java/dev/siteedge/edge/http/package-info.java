/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The HTTP border: limits, errors, routes, tokens, callers, CORS. Alone with site and the handlers in seeing Jetty. Imports config and identity only.
 */
@NullMarked
package dev.siteedge.edge.http;

import org.jspecify.annotations.NullMarked;
