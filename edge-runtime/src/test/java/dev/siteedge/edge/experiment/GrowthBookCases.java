package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** GrowthBook's published cases, version 0.8.0. */
final class GrowthBookCases {
    private GrowthBookCases() {}

    static Stream<JsonNode> section(String name) {
        Path file = Stream.of("../it/vectors", "it/vectors")
                .map(folder -> Path.of(folder, "growthbook-cases.json"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            JsonNode section = new ObjectMapper().readTree(file.toFile()).path(name);
            return StreamSupport.stream(section.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Bucketing.Range> ranges(JsonNode pairs) {
        List<Bucketing.Range> ranges = new ArrayList<>();
        pairs.forEach(pair -> ranges.add(
                new Bucketing.Range(pair.get(0).asDouble(), pair.get(1).asDouble())));
        return ranges;
    }

    static List<Double> numbers(JsonNode numbers) {
        List<Double> list = new ArrayList<>();
        numbers.forEach(number -> list.add(number.asDouble()));
        return list;
    }
}
