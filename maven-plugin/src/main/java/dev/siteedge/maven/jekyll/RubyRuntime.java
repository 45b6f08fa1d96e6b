package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.gems.RubyFileLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import jnr.posix.POSIXFactory;
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.LocalVariableBehavior;
import org.jruby.embed.ScriptingContainer;
import org.jspecify.annotations.Nullable;

/**
 * Owns JRuby. A runtime in which Jekyll and the site's plugins are loaded is used for the next build too, unless that
 * wants other plugins, or the last one broke in a way that may have left something behind.
 */
final class RubyRuntime {
    private static final String RUBY_FILES = "uri:classloader:/dev/siteedge/maven/jekyll/ruby";

    private final String work;
    private final ChildFinish finish = new ChildFinish();
    private final MarkdownAhead markdown = new MarkdownAhead();
    private @Nullable ScriptingContainer ruby;

    /** @param work a folder of this process's own */
    RubyRuntime(String work) {
        this.work = work;
    }

    /** Builds, and reports how it ended. */
    void build(ChildRequest request, ChildReport report) {
        report.begin();
        Ending ending = run(request, report);
        if (ending == Ending.OTHER_PLUGINS) {
            discard();
            ending = run(request, report);
        }
        report.rendered().ifPresent(pages -> finish.run(pages, request, report));
        if (ending == Ending.BROKEN) {
            discard();
        }
    }

    /** How Ruby says that a build ended. */
    private enum Ending {
        /** The runtime can be used again, whether the site was built or something in it is wrong. */
        REUSABLE,
        /** Nothing was done: plugins are loaded that this site does not have, or not as they are now. */
        OTHER_PLUGINS,
        BROKEN
    }

    private Ending run(ChildRequest request, ChildReport report) {
        try {
            ScriptingContainer container = container();
            Object launcher = container.runScriptlet("SiteEdge::Launcher");
            return Ending.valueOf(
                    String.valueOf(container.callMethod(launcher, "run", request, report, work, markdown)));
        } catch (OutOfMemoryError e) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            report.failed(
                    "Jekyll ran out of memory: the heap is " + heap
                            + " MB. Give it more, such as -Dsite-edge.jvmArgs=-Xmx3g.",
                    "");
        } catch (RuntimeException | LinkageError e) {
            // Nothing that a site can do: Ruby's own exceptions were told by the launcher.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            report.failed(
                    "Jekyll's Java side failed: " + e + ". Run again with -Dsite-edge.trace and report it.",
                    trace.toString());
        }
        return Ending.BROKEN;
    }

    private ScriptingContainer container() {
        ScriptingContainer container = ruby;
        if (container == null) {
            container = newContainer();
            // The launcher knows whether RubyGems is wanted.
            container.getProvider().getRubyInstanceConfig().setDisableGems(true);
            ReadAhead.start(container.getProvider().getRuntime(), container.getClassLoader());
            container.runScriptlet("require 'site_edge/launcher'");
            ruby = container;
        }
        return container;
    }

    /**
     * Begins on a second processor what takes JRuby long and depends on nothing: it generates the classes that call the C
     * library.
     */
    static void prepare() {
        Thread thread = new Thread(RubyRuntime::loadPosix, "site-edge posix");
        thread.setDaemon(true);
        thread.start();
    }

    private static void loadPosix() {
        try {
            POSIXFactory.getNativePOSIX();
        } catch (RuntimeException | LinkageError e) {
            // JRuby meets it too, and goes on with what Java has.
            return;
        }
    }

    /** JRuby, which finds our Ruby files. */
    static ScriptingContainer newContainer() {
        ScriptingContainer container =
                new ScriptingContainer(LocalContextScope.SINGLETHREAD, LocalVariableBehavior.TRANSIENT);
        ClassLoader classes = RubyRuntime.class.getClassLoader();
        container.setClassLoader(new RubyFileLoader(PluginClassPath.of(classes), classes));
        // It looks for names that are alike, for messages that we do not show.
        container.getProvider().getRubyInstanceConfig().setDisableDidYouMean(true);
        // Before RubyGems starts, which asks for a file of ours.
        container.setLoadPaths(List.of(RUBY_FILES));
        return container;
    }

    private void discard() {
        ScriptingContainer old = ruby;
        ruby = null;
        if (old != null) {
            old.terminate();
        }
    }
}
