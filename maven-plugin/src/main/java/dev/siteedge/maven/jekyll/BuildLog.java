package dev.siteedge.maven.jekyll;

/**
 * Where a build says what it does. Called on the thread that runs {@link JekyllBuild#run}, one line at a time.
 */
public interface BuildLog {
    void debug(String line);

    void info(String line);

    /** How far it is: nothing that anybody wants to know afterwards. */
    default void progress(String line) {
        info(line);
    }

    /** A line that {@code failOn=WARN} turns into a failed build; {@code file:line: message} where the place is known. */
    void warn(String line);

    void error(String line);
}
