package dev.siteedge.maven.variant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siteedge.edge.experiment.ExperimentCatalog;
import dev.siteedge.edge.experiment.LiveExperiment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrePaintScriptTest {
    private static final int MAX_GZIPPED_BYTES = 600;
    private static final String EXPERIMENTS = """
            [{"id":"hero","status":"running","variants":[{"name":"control","weight":50},{"name":"bold","weight":50}]},
             {"id":"part","status":"running","coverage":0.37,"seed":"größe-日本","variants":[{"name":"control","weight":1},
              {"name":"x","weight":3},{"name":"y","weight":2},{"name":"none","weight":0}]},
             {"id":"left","status":"running","group":{"name":"landing","from":0,"to":0.31},
              "variants":[{"name":"control"},{"name":"x"},{"name":"y"}]},
             {"id":"later","status":"running","starts":"2100-01-01T00:00:00Z","variants":[{"name":"control"},{"name":"x"}]},
             {"id":"over","status":"running","ends":"2020-01-01T00:00:00Z","variants":[{"name":"control"},{"name":"x"}]}]
            """;

    @Test
    void bothScripts_gzipped_stayInBudget() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write((PrePaintScript.text() + PrePaintScript.CALL_TAG).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(out.size()).isLessThan(MAX_GZIPPED_BYTES);
    }

    @Test
    void script_isTheSameInEveryPage() throws IOException {
        JsonNode experiments = new ObjectMapper().readTree(EXPERIMENTS);

        assertThat(PrePaintScript.tag(List.of(experiments.get(1))))
                .endsWith(">" + PrePaintScript.text() + "</script>")
                .doesNotContain("//");
        assertThat(PrePaintScript.policyHashes())
                .hasSize(2)
                .allMatch(hash -> hash.matches("'sha256-[A-Za-z0-9+/=]{44}'"));
    }

    /** Every bucket and experiment, by the edge's own code and by the script. */
    @Test
    void everyBucket_getsTheArmThatTheEdgeGives(@TempDir Path folder) throws Exception {
        JsonNode entries = new ObjectMapper().readTree(EXPERIMENTS);
        List<JsonNode> list = new ArrayList<>();
        entries.forEach(list::add);
        Path page = Files.writeString(folder.resolve("page.html"), PrePaintScript.tag(list));
        ExperimentCatalog catalog = ExperimentCatalog.read("example.com", entries);
        Instant now = Instant.now();
        List<String> expected = new ArrayList<>();
        for (int bucket = 0; bucket < 10_000; bucket++) {
            expected.add(bucket + arms(catalog, bucket, now));
        }

        Process node = new ProcessBuilder("node", "src/test/node/static.mjs", page.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(said).isZero();
        assertThat(said.lines()).containsExactlyElementsOf(expected);
    }

    /** Hash versions 1 and 2, bucket ranges with what is chosen from them, choices, and namespaces. */
    @Test
    void publishedCases_comeOutAsPublished(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("script.js"), PrePaintScript.text());

        Process node = new ProcessBuilder(
                        "node",
                        "src/test/node/growthbook.mjs",
                        script.toString(),
                        "../it/vectors/growthbook-cases.json")
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(said).isZero();
        assertThat(said.lines().map(line -> line.split(" ")))
                .allSatisfy(fields ->
                        assertThat(fields[3]).as(String.join(" ", fields)).isEqualTo(fields[2]));
        assertThat(said.lines().filter(line -> line.startsWith("hash "))).hasSize(14);
        assertThat(said.lines().filter(line -> line.startsWith("arm "))).hasSize(13 * 1429);
        assertThat(said.lines().filter(line -> line.startsWith("choice "))).hasSize(13);
        assertThat(said.lines().filter(line -> line.startsWith("run "))).hasSizeGreaterThanOrEqualTo(40);
        assertThat(said.lines().filter(line -> line.startsWith("namespace "))).hasSize(16);
    }

    /** The shown variants but the control, which the edge shows to those outside too. */
    private static String arms(ExperimentCatalog catalog, int bucket, Instant now) {
        StringBuilder arms = new StringBuilder();
        for (LiveExperiment experiment : catalog.all()) {
            int arm = experiment.shown(bucket, now);
            if (arm > 0) {
                arms.append(' ')
                        .append(experiment.definition().id())
                        .append('=')
                        .append(experiment.variants().get(arm).name());
            }
        }
        return arms.toString();
    }
}
