package dev.siteedge.maven.jekyll;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM that runs JRuby is started with.
 *
 * @param classPath JRuby, the gems, Dart Sass and this plugin
 * @param gemPath further folders with {@code gems/} and {@code specifications/}, searched after the bundled gems
 * @param arguments of the user's own, such as {@code -Xmx3g}; they win over ours
 * @param bundle the stamp of the site's own bundle, whose gems are used instead of the bundled ones; null for those
 */
public record ChildJvm(
        List<Path> classPath,
        List<Path> gemPath,
        List<String> arguments,
        @Nullable Path bundle) {
    /** Below this many source files turning Ruby into bytecode costs more time than it saves. */
    static final int FILES_OF_A_SMALL_SITE = 600;

    /** Below this many source files the JVM's second compiler costs more time than it saves. */
    static final int FILES_OF_A_LARGE_SITE = 1_500;

    /** The first Java that warns of native libraries (JEP 472) and of Unsafe's access to memory (JEP 498). */
    private static final int WARNS = 24;

    /** On so few processors two threads that compile take turns with the one that builds. */
    private static final int FEW_PROCESSORS = 2;

    /** Other compilers than ours, which may want more threads: the JVM would refuse to start. */
    private static final Pattern OWN_COMPILERS =
            Pattern.compile("-XX:.*(Tiered|CICompiler|CompilationMode|JVMCI).*|-Xint|-Xcomp");

    private static final Pattern OWN_ARCHIVE =
            Pattern.compile("-Xshare.*|-XX:.*(SharedArchive|ArchiveClasses|DynamicDump).*");

    public ChildJvm {
        classPath = List.copyOf(classPath);
        gemPath = List.copyOf(gemPath);
        arguments = List.copyOf(arguments);
    }

    /** With the bundled gems. */
    public ChildJvm(List<Path> classPath, List<Path> gemPath, List<String> arguments) {
        this(classPath, gemPath, arguments, null);
    }

    /** The same with the gems of a site's own bundle, and no others. */
    ChildJvm withBundle(Path stamp) {
        return new ChildJvm(classPath, List.of(), arguments, stamp);
    }

    /**
     * @param files how many files the site's source holds
     * @param once whether it builds once: a site built again gains by what is compiled
     * @param work a folder of the process's own
     */
    List<String> command(int files, boolean once, Path work) {
        return command(files, once, work, ChildMain.class);
    }

    /** @param main what runs instead of a build */
    List<String> command(int files, boolean once, Path work, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseParallelGC", "-XX:MaxRAMPercentage=50", "-Xss4m", "-Xshare:auto"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Djava.awt.headless=true"));
        command.addAll(List.of("-Djruby.compile.invokedynamic=false", "-D" + ChildMain.WORK + "=" + work));
        // JRuby reaches into these for file and process handles.
        command.addAll(List.of("--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED"));
        command.addAll(List.of("--add-opens", "java.base/java.io=ALL-UNNAMED"));
        command.addAll(silences(Runtime.version().feature()));
        if (files < FILES_OF_A_LARGE_SITE) {
            command.add("-XX:TieredStopAtLevel=1");
            // Each instance variable would be read by a method handle, of which the JVM makes a class once it is hot,
            // and
            // which the first compiler cannot see through.
            command.add("-Djruby.reify.variables=false");
        }
        if (once && files < FILES_OF_A_SMALL_SITE) {
            command.add("-Djruby.compile.mode=OFF");
            command.addAll(compilers(Runtime.getRuntime().availableProcessors(), arguments));
        }
        // The JVM takes one archive, and refuses to start where it is told of two.
        if (arguments.stream().noneMatch(OWN_ARCHIVE.asMatchPredicate())) {
            ClassArchive.of(ClassArchive.home(), classPath)
                    .ifPresent(archive -> command.addAll(archive.arguments(once, System.getenv())));
        }
        command.addAll(arguments);
        command.addAll(List.of("-cp", joined(classPath), main.getName()));
        return command;
    }

    /**
     * What a newer Java is told so that it does not warn of what JRuby and Dart Sass' host do, on standard output and in
     * the middle of a build.
     *
     * @param feature the version of the JVM that is started: the one that we run on
     */
    static List<String> silences(int feature) {
        return feature < WARNS
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    /**
     * How many threads compile in a small build that happens once.
     *
     * @param arguments of the user's own
     */
    static List<String> compilers(int processors, List<String> arguments) {
        return processors > FEW_PROCESSORS || arguments.stream().anyMatch(OWN_COMPILERS.asMatchPredicate())
                ? List.of()
                : List.of("-XX:CICompilerCount=1");
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
