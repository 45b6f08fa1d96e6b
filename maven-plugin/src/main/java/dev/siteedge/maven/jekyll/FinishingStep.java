package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The last thing that is done to a built site before it takes the old one's place. */
public interface FinishingStep {
    /** Nothing. */
    FinishingStep NONE = (site, settings) -> {};

    /**
     * Called once.
     *
     * @param site the folder of the staged site
     * @param settings what {@code _config.yml} says under {@code site_edge:}, such as {@code mode}
     * @throws JekyllBuildException with one line for the user: the old site stays
     */
    void apply(Path site, Map<String, String> settings) throws IOException;
}
