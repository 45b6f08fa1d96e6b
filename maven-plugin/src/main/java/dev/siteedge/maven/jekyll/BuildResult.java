package dev.siteedge.maven.jekyll;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A finished build.
 *
 * @param destination where the site is
 * @param pages how many pages and documents Jekyll rendered
 * @param tracked how many HTML files got the tracker's tag
 * @param warnings how many warnings were logged
 * @param time from the request to the swap
 */
public record BuildResult(Path destination, int pages, int tracked, int warnings, Duration time) {}
