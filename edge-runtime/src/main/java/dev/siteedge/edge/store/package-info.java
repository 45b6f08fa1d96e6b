/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Object storage and the flush: cut, object, manifest by compare-and-swap. Reads rows, writes a folder or R2. Alone in seeing the S3 client. Must not import HTTP.
 */
@NullMarked
package dev.siteedge.edge.store;

import org.jspecify.annotations.NullMarked;
