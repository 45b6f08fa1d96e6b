package dev.siteedge.maven.jekyll;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;

/**
 * The classes that this JVM has loaded, made ready for its archive, which leaves out what was never linked: exceptions that
 * nobody threw, classes that were only named. The next JVM loads them all the same, one by one from their jars.
 */
final class LoadedClasses {
    /** A line of the JVM's class hierarchy: the name behind the tree's branches, then the loader; hidden ones have more. */
    private static final Pattern CLASS = Pattern.compile("[| ]*--([^/ ]+)/[^/ ]+(?: \\(intf\\))?");

    private LoadedClasses() {}

    /**
     * Links them.
     *
     * @param loader whose classes, and its parents', are linked
     * @throws JMException when this JVM does not tell what it has loaded
     */
    static void link(ClassLoader loader) throws JMException {
        names(DiagnosticCommand.run("vmClassHierarchy")).forEach(name -> link(name, loader));
    }

    private static void link(String name, ClassLoader loader) {
        try {
            // The JVM links a class before it tells of its members. It does not initialize it: that would run code.
            var unused = Class.forName(name, false, loader).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError e) {
            // Another loader's, or it names what is not there: the archive goes without.
            return;
        }
    }

    /** @param hierarchy as {@code jcmd VM.class_hierarchy} prints it */
    static List<String> names(String hierarchy) {
        return hierarchy
                .lines()
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }
}
