package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.finish.FinishException;
import dev.siteedge.maven.finish.Finishing;
import dev.siteedge.maven.finish.SiteSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the child does when Ruby has written a site or a page, until it says that the build has ended. */
final class ChildFinish {
    /** Of the last whole build: a page alone has none. */
    private @Nullable SiteSettings settings;

    /** @param pages how many Ruby wrote */
    void run(int pages, ChildRequest request, ChildReport report) {
        try {
            report.done(pages, request.page().isEmpty() ? site(request, report) : page(pages, request));
        } catch (FinishException e) {
            report.failed(String.valueOf(e.getMessage()), trace(e));
        } catch (IOException e) {
            report.failed(
                    "The built pages could not be finished: " + e + ". Look for free space on the disk.", trace(e));
        }
    }

    private int site(ChildRequest request, ChildReport report) throws IOException {
        settings = report.settings();
        report.progress("Finishing", 0, 0);
        return finishing(request, settings)
                .run(Path.of(request.previous()), report.untracked(), line -> report.log("info", line));
    }

    private int page(int pages, ChildRequest request) throws IOException {
        return pages == 0 || settings == null ? 0 : finishing(request, settings).inject(Set.of());
    }

    private static Finishing finishing(ChildRequest request, SiteSettings settings) {
        return new Finishing(Path.of(request.destination()), request.finish(), settings);
    }

    private static String trace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
