package dev.siteedge.maven.jekyll;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.LocalVariableBehavior;
import org.jruby.embed.ScriptingContainer;
import org.slf4j.LoggerFactory;

/**
 * The child JVM: reads one {@link ChildRequest} from standard input, runs Jekyll on JRuby, reports on standard output.
 * Owns the Ruby runtime. When standard input ends, whoever started it is gone, and so it ends too.
 */
final class ChildMain {
    private static final String RUBY_FILES = "uri:classloader:/dev/siteedge/maven/jekyll/ruby";

    private ChildMain() {}

    public static void main(String[] args) throws IOException {
        ChildReport report = new ChildReport(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        ChildRequest request = ChildRequest.read(System.in);
        endWith(System.in);
        silenceSlf4j();
        boolean built = build(request, report);
        // Threads of plugins must not keep the process alive, and nothing is left that a hook could save.
        Runtime.getRuntime().halt(built ? 0 : 1);
    }

    private static boolean build(ChildRequest request, ChildReport report) {
        ScriptingContainer ruby =
                new ScriptingContainer(LocalContextScope.SINGLETHREAD, LocalVariableBehavior.TRANSIENT);
        try {
            ruby.setClassLoader(ChildMain.class.getClassLoader());
            ruby.runScriptlet("$LOAD_PATH.unshift('" + RUBY_FILES + "')");
            Object launcher = ruby.runScriptlet("require 'site_edge/launcher'; SiteEdge::Launcher");
            return Boolean.TRUE.equals(ruby.callMethod(launcher, "run", request, report));
        } catch (OutOfMemoryError e) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            report.failed(
                    "Jekyll ran out of memory: the heap is " + heap
                            + " MB. Give it more, such as -Dsite-edge.jvmArgs=-Xmx3g.",
                    "");
            return false;
        } catch (RuntimeException | LinkageError e) {
            // Nothing that a site can do: Ruby's own exceptions were told by the launcher.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            report.failed(
                    "Jekyll's Java side failed: " + e + ". Run again with -Dsite-edge.trace and report it.",
                    trace.toString());
            return false;
        }
    }

    /** Dart Sass' host logs to SLF4J, which complains on standard error when nothing listens. */
    private static void silenceSlf4j() {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        LoggerFactory.getILoggerFactory();
        System.setErr(err);
    }

    private static void endWith(InputStream stdin) {
        Thread watcher = new Thread(() -> haltAtEnd(stdin), "site-edge parent watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void haltAtEnd(InputStream stdin) {
        try {
            while (stdin.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(2);
    }
}
