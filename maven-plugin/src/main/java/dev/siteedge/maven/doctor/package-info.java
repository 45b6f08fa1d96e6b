/**
 * What may be wrong with a site, looked for check by check, each finding with its remedy.
 *
 * <p>{@code tracker → collect → log → shard → store → query → dashboard}, beside it
 * {@code experiment → variant (baked) → exposure → results}.
 *
 * <p>Reads the source's {@code _config.yml} and {@code Gemfile} and a site built into a scratch folder, asks the edge
 * that the site names, writes lines to a build's log. Must not import Maven.
 */
@NullMarked
package dev.siteedge.maven.doctor;

import org.jspecify.annotations.NullMarked;
