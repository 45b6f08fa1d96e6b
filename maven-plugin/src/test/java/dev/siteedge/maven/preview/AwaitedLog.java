package dev.siteedge.maven.preview;

import dev.siteedge.maven.jekyll.BuildLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a preview says, for a test that waits for it: each line is handed out once. */
final class AwaitedLog implements BuildLog {
    /** A build takes seconds, and many on a machine that does other things. */
    private static final long LIMIT_SECONDS = 120;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** The first group of the next line in which the pattern is found; what came before it is forgotten. */
    String await(String pattern) throws InterruptedException {
        List<String> others = new ArrayList<>();
        for (String line = next(); line != null; line = next()) {
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
            others.add(line);
        }
        throw new AssertionError("No line with '" + pattern + "' in " + LIMIT_SECONDS + " s, but " + others);
    }

    private String next() throws InterruptedException {
        return lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void debug(String line) {
        // Of no interest to a reader.
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add(line);
    }

    @Override
    public void error(String line) {
        lines.add(line);
    }
}
