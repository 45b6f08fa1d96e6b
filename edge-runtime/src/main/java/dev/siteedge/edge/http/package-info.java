/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>The HTTP border: limits, errors, tokens, callers, CORS. Alone with site and the handlers in seeing Jetty.
 */
@NullMarked
package dev.siteedge.edge.http;

import org.jspecify.annotations.NullMarked;
