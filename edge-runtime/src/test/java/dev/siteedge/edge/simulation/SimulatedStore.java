package dev.siteedge.edge.simulation;

import dev.siteedge.edge.store.ObjectStore;
import dev.siteedge.edge.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A process's way to the store: calls that are refused, answers that are lost, the client's own retry that then finds the
 * key taken, and writes that arrive when nobody waits for them any more.
 */
final class SimulatedStore implements ObjectStore {
    /** What happens to a call. */
    enum Fate {
        ANSWERED,
        /** 429, 503, no connection: nothing was done. */
        REFUSED,
        /** Done, and the answer was lost. */
        ANSWER_LOST,
        /** Done, the answer was lost, and the client's own second attempt got a 412. */
        ANSWER_LOST_THEN_CONFLICT,
        /** Given up, and done later. */
        ARRIVES_LATER,
        DIES_BEFORE,
        DIES_AFTER,
        /** The process dies, and the call is done later all the same. */
        DIES_AND_ARRIVES_LATER
    }

    /** Decides, as the process that calls. */
    interface Fates {
        Fate ofCall(String what, boolean writes);

        /** Ends the process: throws. */
        void die();

        /** An object was replaced by this process, now or a while ago. */
        void swapped(byte[] bytes);
    }

    /** What all processes share: the objects, and writes under way. */
    static final class Shared {
        final ObjectStore objects;
        private final Deque<Runnable> underWay = new ArrayDeque<>();

        Shared(ObjectStore objects) {
            this.objects = objects;
        }

        boolean arriveOne() {
            Runnable write = underWay.poll();
            if (write != null) {
                write.run();
            }
            return write != null;
        }
    }

    private final Shared shared;
    private final Fates fates;

    SimulatedStore(Shared shared, Fates fates) {
        this.shared = shared;
        this.fates = fates;
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] bytes) {
        return write("put " + key, () -> shared.objects.putIfAbsent(key, bytes));
    }

    @Override
    public Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag) {
        return write("swap " + key, () -> {
            Optional<String> swapped = shared.objects.compareAndSwap(key, bytes, etag);
            if (swapped.isPresent()) {
                fates.swapped(bytes);
            }
            return swapped;
        });
    }

    @Override
    public Optional<StoredObject> get(String key) {
        return call("get " + key, () -> shared.objects.get(key));
    }

    @Override
    public Optional<ObjectFacts> head(String key) {
        return call("head " + key, () -> shared.objects.head(key));
    }

    @Override
    public void delete(String key) {
        write("delete " + key, () -> {
            shared.objects.delete(key);
            return Optional.empty();
        });
    }

    @Override
    public List<String> list(String prefix) {
        return call("list " + prefix, () -> shared.objects.list(prefix));
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "simulated store";
    }

    /** A write, done where and when it arrives. */
    private interface Write {
        Optional<String> run();
    }

    private <T> T call(String what, Supplier<T> step) {
        switch (fates.ofCall(what, false)) {
            case DIES_BEFORE, DIES_AFTER, DIES_AND_ARRIVES_LATER -> fates.die();
            case ANSWERED -> {
                return step.get();
            }
            default -> throw unavailable(what);
        }
        throw new AssertionError("a dead process goes on");
    }

    private Optional<String> write(String what, Write step) {
        switch (fates.ofCall(what, true)) {
            case REFUSED -> throw unavailable(what);
            case ANSWER_LOST -> {
                step.run();
                throw unavailable(what);
            }
            case ANSWER_LOST_THEN_CONFLICT -> {
                step.run();
                return Optional.empty();
            }
            case ARRIVES_LATER -> {
                shared.underWay.add(step::run);
                throw unavailable(what);
            }
            case DIES_BEFORE -> fates.die();
            case DIES_AFTER -> {
                step.run();
                fates.die();
            }
            case DIES_AND_ARRIVES_LATER -> {
                shared.underWay.add(step::run);
                fates.die();
            }
            default -> {
                return step.run();
            }
        }
        throw new AssertionError("a dead process goes on");
    }

    private static StoreUnavailableException unavailable(String what) {
        return new StoreUnavailableException("no answer: " + what, new IOException("simulated"));
    }
}
