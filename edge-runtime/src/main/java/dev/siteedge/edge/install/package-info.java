/** The runtime on a machine: unpacked, and with its classes archived, for quick starts. */
@NullMarked
package dev.siteedge.edge.install;

import org.jspecify.annotations.NullMarked;
