package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Path;

/** The last thing that is done to a built site before it takes the old one's place. */
public interface FinishingStep {
    /** Nothing. */
    FinishingStep NONE = site -> {};

    /**
     * Not called with {@code mode: static}: such hosts take the pages as they are.
     *
     * @param site the folder of the staged site
     */
    void apply(Path site) throws IOException;
}
