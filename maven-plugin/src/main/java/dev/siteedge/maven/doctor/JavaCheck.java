package dev.siteedge.maven.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the Java that runs Maven, and so the build, is one that JRuby and the runtime are at home on.
 *
 * @param version of the running JVM
 * @param home of the running JVM; the build starts {@code bin/java} of it
 */
record JavaCheck(Runtime.Version version, Path home) implements Check {
    /** What the plugin is compiled for. */
    private static final int OLDEST = 17;

    /** The newest that JRuby 9.4 has been released against; later ones take away what it reaches into. */
    private static final int NEWEST = 25;

    private static final String REMEDY = "Point JAVA_HOME to a JDK 17 to 25.";

    static JavaCheck ofThisJvm() {
        return new JavaCheck(Runtime.version(), Path.of(System.getProperty("java.home")));
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public boolean needsBuild() {
        return false;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        int feature = version.feature();
        if (feature < OLDEST) {
            return List.of(Finding.error("Java is too old: " + version + "; 17 or newer", REMEDY));
        }
        if (!isProgram(home.resolve("bin/java")) && !isProgram(home.resolve("bin/java.exe"))) {
            return List.of(
                    Finding.error("Java has no program to start a build with: " + home + " holds no bin/java", REMEDY));
        }
        if (feature > NEWEST) {
            return List.of(Finding.warn("Java is newer than what JRuby knows: " + version, REMEDY));
        }
        return List.of(Finding.ok("Java " + version));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
