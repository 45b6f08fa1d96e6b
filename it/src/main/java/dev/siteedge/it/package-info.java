/**
 * The whole system from outside: the runtime as a process, its API over HTTP, its pages in Chromium.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}: these classes stand at both ends of that line
 * and import nothing of what lies between.
 */
@NullMarked
package dev.siteedge.it;

import org.jspecify.annotations.NullMarked;
