package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What an object store that several processes write promises beside that: of two writers one wins, and knows. */
abstract class ConcurrentStoreContract extends ObjectStoreContract {
    private static final int WRITERS = 8;

    @Test
    void putIfAbsent_manyAtOnce_exactlyOneWinsAndItsObjectIsThere() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "race/" + round;
            List<Boolean> won = together(writer ->
                    writer.store.putIfAbsent(key, bytes("by " + writer.number)).isPresent());

            assertThat(won).containsOnlyOnce(true);
            assertThat(text(key)).isEqualTo("by " + won.indexOf(true));
        }
    }

    @Test
    void compareAndSwap_manyAtOnce_exactlyOneWinsAndItsObjectIsThere() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "race/" + round;
            Optional<String> etag = store.putIfAbsent(key, bytes("start"));
            List<Boolean> won = together(writer -> writer.store
                    .compareAndSwap(key, bytes("by " + writer.number), etag)
                    .isPresent());

            assertThat(won).containsOnlyOnce(true);
            assertThat(text(key)).isEqualTo("by " + won.indexOf(true));
        }
    }

    @Test
    void compareAndSwap_counterOfManyWriters_losesNoUpdate() throws Exception {
        int rounds = 5;
        store.putIfAbsent("counter", bytes("0"));
        together(writer -> {
            int done = 0;
            while (done < rounds) {
                ObjectStore.StoredObject read = writer.store.get("counter").orElseThrow();
                int count = Integer.parseInt(new String(read.bytes(), StandardCharsets.UTF_8));
                byte[] next = bytes(Integer.toString(count + 1));
                if (writer.store
                        .compareAndSwap("counter", next, Optional.of(read.etag()))
                        .isPresent()) {
                    done++;
                }
            }
            return true;
        });

        assertThat(text("counter")).isEqualTo(Integer.toString(WRITERS * rounds));
    }

    /** Each half of the writers has a store of its own, as two processes would. */
    private record Writer(int number, ObjectStore store) {}

    /** What a writer does. */
    private interface Write {
        boolean by(Writer writer);
    }

    private List<Boolean> together(Write write) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        try (ObjectStore other = open(space)) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(i, i % 2 == 0 ? store : other);
                writers.add(() -> {
                    start.await();
                    return write.by(writer);
                });
            }
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
