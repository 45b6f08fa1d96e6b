package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.log.Routed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a day takes: folds events of 24 hours (paths as frequent as 1 / rank, visitors of some minutes each) into 64
 * shards, and prints the heap that is in use then, and how long a snapshot and a start from it take. Run by {@code
 * script/bench state}.
 */
final class DayBench {
    private static final int SHARDS = 64;
    private static final int BATCH = 1_000;
    private static final long T0 = 1_772_323_200_000L;
    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final String[] COUNTRIES = {"DE", "FR", "US", "IN", "BR", "JP", "PL", "GB"};
    private static final String[] BROWSERS = {"Firefox", "Chrome", "Safari", "Edge"};

    private final SplittableRandom random = new SplittableRandom(42);
    private final int events;
    private final int paths;
    private final int visitors;

    private DayBench(int events, int paths, int visitors) {
        this.events = events;
        this.paths = paths;
        this.visitors = visitors;
    }

    public static void main(String[] args) throws Exception {
        new DayBench(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
    }

    private void run() throws Exception {
        long before = used();
        ManualLog log = new ManualLog();
        Shards shards = new Shards(log, SHARDS, 2, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
        shards.start();
        long start = System.nanoTime();
        for (int from = 0; from < events; from += BATCH) {
            shards.submit(batch(from));
            log.commit(T0 + DAY_MILLIS * from / events);
            log.trim(log.nextPosition() - 1);
            if (from / BATCH % 20 == 19) {
                shards.drain();
            }
        }
        shards.drain();
        print("folded %,d events, %,d paths, %,d visitors in %,d ms", events, paths, visitors, millis(start));
        MinuteSum day = shards.sum(Events.SITE, 0, Long.MAX_VALUE);
        print(
                "visitors counted %,d, different paths %,d",
                day.visitors(), day.counts().get(Dimension.PATH).size());
        print("heap in use %,d MiB", used() - before >> 20);
        start = System.nanoTime();
        StateSnapshot snapshot = shards.snapshot();
        print("snapshot taken in %,d ms", millis(start));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        start = System.nanoTime();
        snapshot.write(bytes);
        print("snapshot written in %,d ms, %,d KiB", millis(start), bytes.size() >> 10);
        shards.close();
        start = System.nanoTime();
        Shards restored = new Shards(log, SHARDS, 2, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
        restored.restore(StateSnapshot.read(new ByteArrayInputStream(bytes.toByteArray())));
        restored.start();
        print("snapshot restored in %,d ms", millis(start));
        restored.close();
    }

    private List<Routed> batch(int from) {
        List<Routed> batch = new ArrayList<>(BATCH);
        for (int i = from; i < from + BATCH; i++) {
            // Some seven minutes' worth of visitors are there at a time.
            long visitor = (long) i * visitors / events + random.nextInt(Math.max(1, visitors / 200));
            long hash = visitor * 0x9e3779b97f4a7c15L;
            int rank = (int) Math.pow(paths, random.nextDouble());
            Pageview view = new Pageview(
                    Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                    Events.SITE,
                    new Visitor(hash, null, null, null),
                    "/docs/some/section/page-" + rank + ".html",
                    source(visitor),
                    new Device(COUNTRIES[(int) (visitor % 8)], "Desktop", BROWSERS[(int) (visitor % 4)], "Linux"),
                    Map.of());
            batch.add(new Routed((int) Long.remainderUnsigned(hash, SHARDS), view));
        }
        return batch;
    }

    private static Source source(long visitor) {
        String host = "site-" + visitor % 50 + ".example";
        return visitor % 3 == 0 ? Source.DIRECT : new Source(host + "/", host, "", "", "", "", "");
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long millis(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(format, values));
    }
}
