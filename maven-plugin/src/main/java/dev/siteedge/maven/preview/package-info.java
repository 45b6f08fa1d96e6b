/**
 * {@code tracker → collect → log → shard → store → query → dashboard}, beside it {@code experiment → variant (baked) →
 * exposure → results}.
 *
 * <p>The preview: builds, serves with the runtime that production runs, builds again when the source changes. Reads the
 * source folder, writes the destination and the preview's data folder. Must not import Maven.
 */
@NullMarked
package dev.siteedge.maven.preview;

import org.jspecify.annotations.NullMarked;
