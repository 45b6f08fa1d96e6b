package dev.siteedge.edge.experiment.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Numbers that others published, with their sources in the files. */
final class Published {
    private Published() {}

    /** @param file {@code reference} or {@code gbstats} */
    static Stream<JsonNode> cases(String file, String test) {
        Path path = Stream.of("../it/vectors", "it/vectors")
                .map(folder -> Path.of(folder, "statistics-" + file + ".json"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            JsonNode cases = new ObjectMapper().readTree(path.toFile()).path("cases");
            return StreamSupport.stream(cases.spliterator(), false)
                    .filter(c -> c.path("test").asText().equals(test));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    static long[] counts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
