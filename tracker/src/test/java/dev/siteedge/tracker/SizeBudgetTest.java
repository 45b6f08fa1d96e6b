package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeBudgetTest {
    @ParameterizedTest
    @CsvSource({"tracker.core.file, 1000", "tracker.file, 1800"})
    void builtFile_gzipped_staysInBudget(String property, int maxBytes) throws IOException {
        byte[] script = Files.readAllBytes(Path.of(System.getProperty(property)));

        assertThat(script.length).isGreaterThan(1000);
        assertThat(gzip(script).length).isLessThanOrEqualTo(maxBytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
