package dev.siteedge.edge.log;

import dev.siteedge.edge.event.SharedValues;
import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The log's encoding of 1,000 events and back, and appends until they are on disk: 64 callers with one event, one with 1,000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventLogBench {
    private final EntryCodec codec = new EntryCodec();
    private final SharedValues shared = new SharedValues();
    private final List<Routed> thousand =
            IntStream.range(0, 1_000).mapToObj(EventLogBench::event).toList();
    private final byte[] encoded = codec.encode(thousand).sequence();
    private Path folder;
    private SqliteEventLog log;

    private static Routed event(int n) {
        return new Routed(
                n % 64,
                new Pageview(
                        "2971438215" + n,
                        "example.com",
                        new Visitor(0x1234_5678_9abc_def0L + n, null, null, null),
                        "/blog/post-" + n % 200 + "/",
                        new Source("https://news.ycombinator.com", "Hacker News", "", "", "", "", ""),
                        new Device("DE", "Desktop", "Firefox", "Linux"),
                        Map.of()));
    }

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("site-edge-bench");
        LogLimits limits = new LogLimits(1 << 20, 1L << 30, 1L << 40);
        log = SqliteEventLog.open(folder.resolve("log.db"), "bench", 1, limits, Clock.systemUTC(), FailStop.halt());
    }

    /** What an iteration logged is of no use to the next. */
    @Setup(org.openjdk.jmh.annotations.Level.Iteration)
    public void trim() {
        log.trim(log.nextPosition() - 1).join();
    }

    @TearDown
    public void close() throws IOException {
        log.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public Object encodeThousand() {
        return codec.encode(thousand);
    }

    @Benchmark
    public Object decodeThousand() throws IOException {
        return codec.decode(1, encoded, shared);
    }

    @Benchmark
    @Threads(64)
    public Object appendOneOf64Callers() {
        return log.append(thousand.subList(0, 1)).join();
    }

    @Benchmark
    public Object appendThousand() {
        return log.append(thousand).join();
    }
}
