/**
 * tracker → collect → log → shard → store → query → dashboard
 *
 * <p>Proves the minified script in a real Chromium against a page server of the JDK. Reads the built file named by the
 * system property {@code tracker.file}; writes nothing; imports nothing of the other modules.
 */
package dev.siteedge.tracker;
