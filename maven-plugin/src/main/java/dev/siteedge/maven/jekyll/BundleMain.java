package dev.siteedge.maven.jekyll;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jruby.embed.ScriptingContainer;

/** A JVM that installs one bundle: Bundler on JRuby, reporting on standard output as a build does. */
final class BundleMain {
    private BundleMain() {}

    /** @param args the Gemfile, the bundle's folder, the stamp to write */
    public static void main(String[] args) {
        ChildReport report = new ChildReport(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        ScriptingContainer ruby = RubyRuntime.newContainer();
        ruby.runScriptlet("require 'site_edge/bundle_install'");
        Object install = ruby.runScriptlet("SiteEdge::BundleInstall");
        ruby.callMethod(install, "run", args[0], args[1], args[2], report);
        // Threads of a gem's plugin must not keep the process alive.
        Runtime.getRuntime().halt(0);
    }
}
