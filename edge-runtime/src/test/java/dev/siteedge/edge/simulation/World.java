package dev.siteedge.edge.simulation;

import dev.siteedge.edge.FakeClock;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.log.SimulatedDisk;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.store.FaultyObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: machines, processes, clients, clock, disk and store, all moved by one random number generator on one
 * thread. The same seed gives the same schedule.
 */
final class World {
    final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    final SimulatedStore.Shared store = new SimulatedStore.Shared(new FaultyObjectStore());
    final Map<String, List<Row>> archive = new HashMap<>();
    final Random random;
    final Clients clients;
    final Oracle oracle;
    long maxLogBytes = 1 << 20;

    private final Path root;
    private final List<String> trace = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();
    private int logIds;
    private int processes;
    private int machineNumber;
    private int depth;
    private boolean peace;

    /** Counts the store's and the disk's calls down to the one in which a process dies; below zero for none. */
    private int callsToDeath = -1;

    private boolean away;
    private int trouble;
    private boolean full;
    private int fsyncTrouble;

    World(long seed, Path root) {
        this.random = new Random(seed);
        this.root = root;
        this.clients = new Clients(random);
        this.oracle = new Oracle(this);
    }

    // ---- what the parts ask ----

    String newLogId() {
        return String.format("log-%05d", ++logIds);
    }

    void trace(String what) {
        trace.add(trace.size() + " " + what);
    }

    List<String> schedule() {
        return trace;
    }

    /** Processes that take events. */
    List<Node> nodes() {
        return nodes.stream().filter(Node::isUp).toList();
    }

    List<Machine> machines() {
        return machines;
    }

    SimulatedStore.Fate fateOfCall(Node node, String what, boolean writes) {
        requireAlive(node);
        if (oneIn(6) && store.arriveOne()) {
            trace("a late write arrives");
        }
        if (oneIn(3)) {
            inTheMeantime(node);
            requireAlive(node);
        }
        SimulatedStore.Fate fate = callFate(writes);
        trace("n" + node.number + " " + what + (fate == SimulatedStore.Fate.ANSWERED ? "" : ": " + fate));
        return fate;
    }

    private SimulatedStore.Fate callFate(boolean writes) {
        if (dies()) {
            return pick(
                    SimulatedStore.Fate.DIES_BEFORE,
                    SimulatedStore.Fate.DIES_AFTER,
                    SimulatedStore.Fate.DIES_AND_ARRIVES_LATER);
        }
        if (away) {
            return SimulatedStore.Fate.REFUSED;
        }
        if (trouble > 0 && random.nextInt(10) < trouble) {
            return writes
                    ? pick(
                            SimulatedStore.Fate.REFUSED,
                            SimulatedStore.Fate.ANSWER_LOST,
                            SimulatedStore.Fate.ANSWER_LOST_THEN_CONFLICT,
                            SimulatedStore.Fate.ARRIVES_LATER)
                    : SimulatedStore.Fate.REFUSED;
        }
        return SimulatedStore.Fate.ANSWERED;
    }

    SimulatedDisk.Fate fateOfWrite(Node node, String what) {
        requireAlive(node);
        SimulatedDisk.Fate fate = writeFate(what);
        trace("n" + node.number + " disk: " + what + (fate == SimulatedDisk.Fate.HAPPENS ? "" : ": " + fate));
        return fate;
    }

    private SimulatedDisk.Fate writeFate(String what) {
        if (dies()) {
            return pick(SimulatedDisk.Fate.DIES_BEFORE, SimulatedDisk.Fate.DIES_AFTER);
        }
        if (what.startsWith("replace")) {
            return SimulatedDisk.Fate.HAPPENS;
        }
        if (full && what.startsWith("insert")) {
            return pick(SimulatedDisk.Fate.FULL, SimulatedDisk.Fate.FULL, SimulatedDisk.Fate.FULL_BUT_WRITTEN);
        }
        if (fsyncTrouble > 0 && --fsyncTrouble == 0) {
            return pick(SimulatedDisk.Fate.FSYNC_FAILS, SimulatedDisk.Fate.FSYNC_FAILS_BUT_WRITTEN);
        }
        return SimulatedDisk.Fate.HAPPENS;
    }

    /** The table of rows needs the disk, too, once the process is up. */
    void fateOfRows(Node node) {
        if (full && node.isUp() && oneIn(4)) {
            trace("n" + node.number + " has no room for rows");
            throw new DiskFull();
        }
    }

    private boolean dies() {
        return callsToDeath >= 0 && callsToDeath-- == 0;
    }

    /** Other threads of the process, other processes and time go on while a call of the store is under way. */
    private void inTheMeantime(Node node) {
        nested(node, () -> {
            switch (random.nextInt(7)) {
                case 0, 1 -> node.write();
                case 2 -> send(node);
                case 3 -> node.pull();
                case 4 -> oracle.look(node);
                case 5 -> advance(Duration.ofMillis(random.nextInt(5_000)));
                default -> another(node);
            }
        });
    }

    void whileDraining(Node node) {
        if (oneIn(4)) {
            nested(node, () -> {
                if (random.nextBoolean()) {
                    send(node);
                }
                node.write();
            });
        }
    }

    void whileDelivering(Node node) {
        if (oneIn(4)) {
            nested(node, node::pull);
        }
    }

    private void another(Node node) {
        for (Node other : List.copyOf(nodes())) {
            if (other != node) {
                guarded(other, () -> other.busyTurn(random));
            }
        }
    }

    private void nested(Node node, Runnable action) {
        if (peace || depth >= 3 || !node.isUp()) {
            return;
        }
        depth++;
        try {
            action.run();
        } catch (DiskFull e) {
            trace("n" + node.number + " goes on: another thread was told that the disk is full");
        } finally {
            depth--;
        }
        requireAlive(node);
    }

    private static void requireAlive(Node node) {
        if (!node.isAlive()) {
            throw new Crash("dead already");
        }
    }

    void written(Batch batch) {
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Routed routed) {
                clients.logged(routed.event().id(), batch.received());
            }
        }
    }

    void committed(Node node, byte[] manifest) {
        oracle.committed(node, manifest);
    }

    void checkNothingTwice(Node node, List<Row> rows) {
        oracle.checkNothingTwice("rows of n" + node.number, rows);
    }

    /** A process stops itself. */
    void stopped(Node node, String reason, @Nullable Throwable cause) {
        trace("n" + node.number + " stops: " + reason);
        oracle.checkStop(reason, cause);
    }

    // ---- what the schedule does ----

    /** Runs an action of a process; its death in it is no failure. */
    void guarded(Node node, Runnable action) {
        try {
            action.run();
        } catch (Crash e) {
            if (node.isAlive()) {
                throw e;
            }
        } catch (DiskFull e) {
            // As the flush thread does: the next turn tries again.
            trace("n" + node.number + " is told that the disk is full");
        }
    }

    /** A client sends something to a process. */
    void send(Node node) {
        List<Clients.Sent> events =
                clients.next(node.shards(), Math.max(clock.millis(), node.logTime()), node.knowsAll());
        trace("n" + node.number + " gets "
                + events.stream().map(event -> event.event().id()).toList());
        events.forEach(event -> event.sentTo(node.machine.number()));
        node.submit(events.stream().map(event -> event.routed).toList()).whenComplete((done, failure) -> {
            if (failure == null && node.isAlive()) {
                events.forEach(event -> event.acknowledgeBy(node.machine.number()));
            }
        });
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    Machine newMachine() {
        Machine machine = Machine.fresh(++machineNumber, root);
        machines.add(machine);
        return machine;
    }

    void backup(Machine machine) {
        Machine copy = machine.copy(++machineNumber, root);
        machines.add(copy);
        clients.inherit(machine.number(), copy.number());
        trace("m" + copy.number() + " is a backup of m" + machine.number());
    }

    /** A disk is lost, with what no store has. */
    void lose(Machine machine) {
        trace("m" + machine.number() + " is lost");
        machines.remove(machine);
        oracle.excuse(machine);
        Machine.delete(machine.folder(), true);
    }

    /** Starts a process; empty when it died on the way. */
    @Nullable Node start(Machine machine) {
        Node node = new Node(this, machine, ++processes);
        trace("n" + node.number + " starts on m" + machine.number());
        nodes.add(node);
        guarded(node, node::open);
        if (!node.isAlive()) {
            return null;
        }
        trace("n" + node.number + " is up");
        return node;
    }

    /** From now on nothing fails, and nobody sends. */
    void makePeace() {
        trace("--- peace");
        peace = true;
        callsToDeath = -1;
        away = false;
        trouble = 0;
        full = false;
        fsyncTrouble = 0;
        while (store.arriveOne()) {
            trace("a late write arrives");
        }
    }

    void armDeath() {
        callsToDeath = random.nextInt(12);
    }

    void setAway(boolean isAway) {
        away = isAway;
        trace(isAway ? "the store is away" : "the store is back");
    }

    void setTrouble(int tenths) {
        trouble = tenths;
        trace("trouble with the store: " + tenths);
    }

    void setFull(boolean isFull) {
        full = isFull;
        trace(isFull ? "the disk is full" : "the disk has room");
    }

    boolean isFull() {
        return full;
    }

    boolean isAway() {
        return away;
    }

    int trouble() {
        return trouble;
    }

    void armFsync() {
        fsyncTrouble = 1 + random.nextInt(10);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
