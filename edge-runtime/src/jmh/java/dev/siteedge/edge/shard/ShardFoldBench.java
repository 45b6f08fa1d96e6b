package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.log.Routed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The fold of one pageview: 64 shards, 10,000 visitors, 200 pages, a thousand events a second of logged time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ShardFoldBench {
    private static final int SHARDS = 64;
    private static final long T0 = 1_772_359_200_000L;
    private static final Source SOURCE = new Source("https://news.ycombinator.com", "Hacker News", "", "", "", "", "");
    private static final Device DEVICE = new Device("DE", "Desktop", "Firefox", "Linux");

    private final Shard[] shards = new Shard[SHARDS];
    private long position;

    public ShardFoldBench() {
        Recovered recovered = new Recovered();
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard(recovered);
        }
    }

    @Benchmark
    public Object pageview() {
        long n = ++position;
        long visitor = n % 10_000;
        int shard = (int) (visitor % SHARDS);
        Pageview event = new Pageview(
                Long.toString(n), "example.com", new Visitor(visitor, null, null, null), "/blog/post-" + n % 200 + "/",
                SOURCE, DEVICE, Map.of());
        return shards[shard].apply(n, T0 + n / 1_000, new Routed(shard, event));
    }
}
