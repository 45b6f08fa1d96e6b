package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void bundlesThatNobodyUsed_goWhenANewOneComes() throws IOException {
        Path used = bundle("used", NOW.minus(Bundle.KEPT_UNUSED));
        Path unused = bundle("unused", NOW.minus(Bundle.KEPT_UNUSED).minusSeconds(1));
        Path noBundle = Files.createDirectories(folder.resolve("bundles/of-somebody-else"));
        TestSites.write(folder, "site/Gemfile", "");
        Bundle bundle = Bundle.of(folder.resolve("site"), folder.resolve("bundles"));

        bundle.ensure(BundleTest::install, NOW);

        assertThat(unused).doesNotExist();
        assertThat(used).exists();
        assertThat(noBundle).exists();
        assertThat(bundle.stamp()).exists();
    }

    @Test
    void bundleThatIsThere_isMarkedAsUsed() throws IOException {
        TestSites.write(folder, "site/Gemfile", "");
        Bundle bundle = Bundle.of(folder.resolve("site"), folder.resolve("bundles"));
        bundle.ensure(BundleTest::install, NOW);
        Files.setLastModifiedTime(bundle.stamp(), FileTime.from(NOW.minusSeconds(1)));

        bundle.ensure(
                again -> {
                    throw new AssertionError("installed twice");
                },
                NOW);

        assertThat(Files.getLastModifiedTime(bundle.stamp()).toInstant()).isEqualTo(NOW);
    }

    private static void install(Bundle bundle) {
        try {
            Files.writeString(bundle.stamp(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bundle(String name, Instant used) throws IOException {
        TestSites.write(folder, "bundles/" + name + "/gems/a.rb", "");
        Path stamp = TestSites.write(folder, "bundles/" + name + "/bundle.tsv", "");
        Files.setLastModifiedTime(stamp, FileTime.from(used));
        return stamp.getParent();
    }
}
