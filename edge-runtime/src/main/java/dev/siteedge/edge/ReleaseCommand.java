package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.experiment.InvalidExperimentException;
import dev.siteedge.edge.site.InvalidSiteException;
import dev.siteedge.edge.site.Releases;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code release deploy|list|activate|rollback}: works on the data folder; a running edge follows within a second. */
final class ReleaseCommand {
    private static final int KEEP = 10;

    private final CommandLine line;
    private final PrintStream out;

    ReleaseCommand(CommandLine line, PrintStream out) {
        this.line = line;
        this.out = out;
    }

    void run() {
        try {
            switch (line.word(1)) {
                case "deploy" -> deploy();
                case "list" -> list();
                case "activate" -> activate();
                case "rollback" -> rollback();
                default ->
                    throw new StartRefused("release is wrong: '" + line.word(1)
                            + "'; choose deploy, list, activate or rollback. See --help.");
            }
        } catch (InvalidSiteException | InvalidExperimentException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    private void deploy() {
        line.allow("--data", "--site", "--keep");
        Path site = line.requiredPath("--site", "Name the folder of the built site.");
        out.println(releases().deploy(site, keep(line.text("--keep"))));
    }

    private static int keep(@Nullable String text) {
        if (text == null) {
            return KEEP;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 2) {
            throw new StartRefused("--keep is wrong: " + text + "; a whole number from 2 to 9999. Try " + KEEP + ".");
        }
        return Integer.parseInt(text);
    }

    /** The active one has a star. */
    private void list() {
        line.allow("--data");
        Releases releases = releases();
        String active = releases.active();
        releases.names().forEach(name -> out.println((name.equals(active) ? "* " : "  ") + name));
    }

    private void activate() {
        line.allow("--data", "--name");
        String name = line.has("--name") ? line.text("--name") : line.word(2);
        releases().activate(name == null ? "" : name);
    }

    private void rollback() {
        line.allow("--data");
        out.println(releases().rollback());
    }

    private Releases releases() {
        Path data = line.requiredPath("--data", "Name the data folder.");
        Folders.requireWritable(data);
        return new Releases(data, Clock.systemUTC());
    }
}
