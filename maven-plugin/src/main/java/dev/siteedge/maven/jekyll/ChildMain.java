package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.sass.SassEngine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import org.slf4j.LoggerFactory;

/**
 * The child JVM: reads one {@link ChildRequest} after another from standard input, runs Jekyll on JRuby, reports on
 * standard output. When standard input ends, whoever started it is gone, and so it ends too, in the middle of a build.
 */
final class ChildMain {
    /** The system property that names a folder of the process's own, deleted by whoever started it. */
    static final String WORK = "site-edge.work";

    private ChildMain() {}

    public static void main(String[] args) throws InterruptedException {
        RubyRuntime.prepare();
        ChildReport report = new ChildReport(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        SynchronousQueue<ChildRequest> requests = new SynchronousQueue<>();
        Thread reader = new Thread(() -> readUntilEnd(requests, report), "site-edge requests");
        reader.setDaemon(true);
        reader.start();
        silenceSlf4j();
        String work = System.getProperty(WORK, "");
        SassEngine.prepare(Path.of(work));
        RubyRuntime ruby = new RubyRuntime(work);
        while (true) {
            ruby.build(requests.take(), report);
        }
    }

    private static void readUntilEnd(SynchronousQueue<ChildRequest> requests, ChildReport report) {
        try {
            while (true) {
                requests.put(ChildRequest.read(System.in));
            }
        } catch (IOException | InterruptedException e) {
            writeArchive(report);
            // Nobody listens any more. Threads of plugins must not keep the process alive, and nothing is left that a
            // hook could save.
            Runtime.getRuntime().halt(0);
        }
    }

    private static void writeArchive(ChildReport report) {
        String wanted = System.getProperty(ClassArchive.WANTED);
        if (wanted == null || !report.succeeded()) {
            return;
        }
        try {
            ClassArchiveWriter.write(Path.of(wanted));
        } catch (IOException | RuntimeException e) {
            // Builds go on without; the reader of this is whoever runs the child by hand.
            System.err.println(e);
        }
    }

    /** Dart Sass' host logs to SLF4J, which complains on standard error when nothing listens. */
    private static void silenceSlf4j() {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        LoggerFactory.getILoggerFactory();
        System.setErr(err);
    }
}
