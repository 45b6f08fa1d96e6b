package dev.siteedge.edge.collect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One event's body as the tracker sends it, in ASCII and beyond; where the 1,000 events of a batch begin and end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BodyParserBench {
    private static final String EVENT = "{\"path\":\"/blog/post-17/\",\"timestamp\":1772359200000,\"type\":\"pageview\","
            + "\"referrer\":\"https://news.ycombinator.com/\",\"id\":\"297143821512345678901234567890\","
            + "\"site\":\"example.com\"}";

    private final BodyParser parser = new BodyParser();
    private final BatchLines lines = new BatchLines();
    private final byte[] ascii = EVENT.getBytes(StandardCharsets.UTF_8);
    private final byte[] umlaut = EVENT.replace("post", "p\u00f6st").getBytes(StandardCharsets.UTF_8);
    private final byte[] ndjson = batch("", "\n", "");
    private final byte[] array = batch("[", ",", "]");

    private static byte[] batch(String start, String separator, String end) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> EVENT)
                .collect(Collectors.joining(separator, start, end))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Object oneOfAscii() {
        return parser.parse(ascii);
    }

    @Benchmark
    public Object oneWithAnUmlaut() {
        return parser.parse(umlaut);
    }

    @Benchmark
    public void thousandLines(Blackhole hole) {
        parse(ndjson, hole);
    }

    @Benchmark
    public void thousandElements(Blackhole hole) {
        parse(array, hole);
    }

    private void parse(byte[] batch, Blackhole hole) {
        List<BatchLines.Line> all = lines.of(batch, null);
        for (BatchLines.Line line : all) {
            hole.consume(parser.parse(batch, line.from(), line.length(), true));
        }
    }
}
