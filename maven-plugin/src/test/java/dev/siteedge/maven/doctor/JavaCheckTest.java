package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCheckTest {
    private static final Path HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    private Diagnosis site;

    @BeforeEach
    void makeSite() throws IOException {
        site = new SickSite(folder).built();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16.0.2 | ERROR java: Java is too old: 16.0.2; 17 or newer. Point JAVA_HOME to a JDK 17 to 25.",
                "17.0.1 | ok   java: Java 17.0.1.",
                "25 | ok   java: Java 25.",
                "26 | WARN java: Java is newer than what JRuby knows: 26. Point JAVA_HOME to a JDK 17 to 25."
            })
    void version_isJudged(String version, String line) {
        JavaCheck check = new JavaCheck(Runtime.Version.parse(version), HOME);

        assertThat(SickSite.lines(check, site)).containsExactly(line);
    }

    @Test
    void homeWithoutJava_cannotStartABuild() {
        JavaCheck check = new JavaCheck(Runtime.Version.parse("17"), folder);

        assertThat(SickSite.lines(check, site))
                .containsExactly("ERROR java: Java has no program to start a build with: " + folder
                        + " holds no bin/java. Point JAVA_HOME to a JDK 17 to 25.");
    }

    @Test
    void javaOfThisTest_isFine() {
        assertThat(JavaCheck.ofThisJvm().run(site)).extracting(Finding::level).containsExactly(Finding.Level.OK);
    }
}
