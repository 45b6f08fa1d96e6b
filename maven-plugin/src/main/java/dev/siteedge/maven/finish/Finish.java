package dev.siteedge.maven.finish;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done to a site that Jekyll has written.
 *
 * @param inject whether pages get the tracker; null leaves the word to {@code site_edge.inject}
 * @param mode {@code edge} or {@code static}; null leaves the word to {@code site_edge.mode}
 * @param precompress whether texts are compressed too; not in mode static
 */
public record Finish(@Nullable Boolean inject, @Nullable String mode, boolean precompress) {
    /** For whoever looks at the site on this machine: with its variants as they are baked. */
    public static Finish baked(@Nullable Boolean inject) {
        return new Finish(inject, "edge", false);
    }
}
