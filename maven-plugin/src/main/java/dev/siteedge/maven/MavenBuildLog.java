package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.BuildLog;
import org.apache.maven.plugin.logging.Log;

/** Maven's log as a build sees it. */
record MavenBuildLog(Log log, Terminal terminal) implements BuildLog {
    @Override
    public void debug(String line) {
        log.debug(line);
    }

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void progress(String line) {
        if (terminal.quiet()) {
            log.debug(line);
        } else {
            log.info(terminal.progress(line));
        }
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }

    @Override
    public void error(String line) {
        log.error(line);
    }
}
