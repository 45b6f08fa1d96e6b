package dev.siteedge.edge.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Runs one seed: a random schedule of everything that can happen, then peace, then the accounts. */
final class Simulation {
    private static final int LEAST_STEPS = 40;
    private static final int MORE_STEPS = 160;

    /** What a run came to. */
    record Outcome(long seed, int acknowledged, int sent, int deaths, List<String> schedule) {}

    /** What many runs came to. */
    record Tally(long acknowledged, long deaths) {}

    private final long seed;
    private final World world;
    private final Random random;
    private int deaths;

    private Simulation(long seed, Path root) {
        this.seed = seed;
        this.world = new World(seed, root);
        this.random = world.random;
    }

    /**
     * @throws AssertionError with the seed and the schedule when a promise was broken
     */
    static Outcome run(long seed, Path parent) {
        Path root = folder(parent, seed);
        Simulation simulation = new Simulation(seed, root);
        try {
            return simulation.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", simulation.world.schedule()), e);
        } finally {
            simulation.world.nodes().forEach(node -> node.kill("the end"));
            Machine.delete(root, true);
        }
    }

    static Tally runAll(LongStream seeds, Path parent) {
        long[] sums = new long[2];
        PrintStream errors = System.err;
        // Every simulated trouble is logged; what matters is in the schedule of a seed that fails.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            seeds.forEach(seed -> {
                Outcome outcome = run(seed, parent);
                sums[0] += outcome.acknowledged();
                sums[1] += outcome.deaths();
            });
        } finally {
            System.setErr(errors);
        }
        return new Tally(sums[0], sums[1]);
    }

    /** Where an fsync costs nothing, if there is such a place: the folders' own files are not what is simulated. */
    static Path quickest(Path otherwise) {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : otherwise;
    }

    private static Path folder(Path parent, long seed) {
        try {
            return Files.createTempDirectory(parent, "seed" + seed + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run() {
        world.newMachine();
        int steps = LEAST_STEPS + random.nextInt(MORE_STEPS);
        for (int step = 0; step < steps; step++) {
            step();
        }
        settle();
        int acknowledged = (int) world.clients.sent().values().stream()
                .filter(Clients.Sent::isAcknowledged)
                .count();
        return new Outcome(seed, acknowledged, world.clients.sent().size(), deaths, world.schedule());
    }

    private void step() {
        List<Node> alive = world.nodes();
        if (alive.isEmpty()) {
            restart();
            return;
        }
        Node node = alive.get(random.nextInt(alive.size()));
        world.guarded(node, () -> act(node));
        if (!node.isAlive()) {
            deaths++;
        }
    }

    private void act(Node node) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            world.send(node);
        } else if (dice < 50) {
            node.write();
        } else if (dice < 55) {
            node.pull();
        } else if (dice < 70) {
            world.advance(Duration.ofMillis(random.nextInt(40_000)));
            node.tick();
        } else if (dice < 75) {
            node.flush();
        } else if (dice < 80) {
            world.oracle.look(node);
        } else if (dice < 83) {
            world.armDeath();
        } else if (dice < 91) {
            trouble();
        } else if (dice < 95) {
            clock();
        } else if (dice < 96) {
            node.retain();
        } else if (dice < 97) {
            node.compact();
        } else if (dice < 98) {
            if (random.nextBoolean()) {
                owners(node);
            } else {
                erase(node);
            }
        } else {
            end(node);
        }
    }

    private void erase(Node node) {
        world.trace("n" + node.number + " erases " + Clients.GONE_SITE);
        List<Clients.Sent> before = ofGoneSite();
        List<Clients.Sent> acknowledged = before.stream()
                .filter(event -> event.acknowledgedBy(node.machine.number()))
                .toList();
        try {
            if (node.erase(Clients.GONE_SITE)) {
                // What was sent again meanwhile is behind the erasure.
                acknowledged.stream()
                        .filter(event -> !event.wasSentSince())
                        .forEach(event -> event.erasedBy(node.machine.number()));
            }
        } finally {
            ofGoneSite().forEach(event -> event.mayBeErased = true);
        }
    }

    private List<Clients.Sent> ofGoneSite() {
        List<Clients.Sent> found = world.clients.sent().values().stream()
                .filter(event -> event.event().site().equals(Clients.GONE_SITE))
                .toList();
        found.forEach(Clients.Sent::watch);
        return found;
    }

    private void trouble() {
        switch (random.nextInt(4)) {
            case 0 -> world.setAway(!world.isAway());
            case 1 -> world.setTrouble(world.trouble() > 0 ? 0 : 1 + random.nextInt(9));
            case 2 -> world.setFull(!world.isFull());
            default -> world.armFsync();
        }
    }

    private void clock() {
        Duration by = world.pick(
                Duration.ofMinutes(random.nextInt(20)),
                Duration.ofMinutes(random.nextInt(90)),
                Duration.ofMinutes(-random.nextInt(180)),
                Duration.ofHours(random.nextInt(60)));
        // What waits is logged first: a copy of an event counts once when it is logged within an hour of the first.
        for (Node node : world.nodes()) {
            world.guarded(node, node::writeAll);
        }
        world.trace("the clock jumps by " + by);
        world.advance(by);
    }

    private void end(Node node) {
        if (random.nextBoolean()) {
            node.kill("killed");
        } else {
            node.close();
        }
    }

    private void owners(Node node) {
        switch (random.nextInt(3)) {
            case 0 -> world.start(world.newMachine());
            case 1 -> world.backup(node.machine);
            default -> {
                List<Machine> idle = idle();
                if (!idle.isEmpty()) {
                    world.start(idle.get(random.nextInt(idle.size())));
                }
            }
        }
    }

    private List<Machine> idle() {
        List<Machine> idle = new ArrayList<>(world.machines());
        world.nodes().forEach(node -> idle.remove(node.machine));
        return idle;
    }

    private void restart() {
        List<Machine> idle = idle();
        if (idle.isEmpty() || world.oneIn(12)) {
            world.start(world.newMachine());
            return;
        }
        Machine machine = idle.get(random.nextInt(idle.size()));
        if (world.oneIn(8)) {
            world.lose(machine);
            return;
        }
        if (!world.isAway() && world.trouble() == 0 && world.oneIn(4)) {
            machine.loseCache();
        }
        Node node = world.start(machine);
        if (node != null) {
            world.guarded(node, () -> world.oracle.look(node));
        }
    }

    /** Nothing fails any more: each machine comes back, and everything goes to the store. */
    private void settle() {
        world.makePeace();
        for (Node node : List.copyOf(world.nodes())) {
            world.guarded(node, () -> end(node));
        }
        List<Machine> order = new ArrayList<>(world.machines());
        Collections.shuffle(order, random);
        for (Machine machine : order) {
            Node node = alive(world.start(machine));
            world.oracle.look(node);
            if (!node.flush()) {
                throw new AssertionError("n" + node.number + " can't flush");
            }
            if (!node.pursueErasures()) {
                throw new AssertionError("n" + node.number + " can't erase");
            }
            world.oracle.look(node);
            node.close();
        }
        Node last = alive(world.start(world.newMachine()));
        world.oracle.checkStore(last);
    }

    private static Node alive(@Nullable Node node) {
        if (node == null) {
            throw new AssertionError("a process died in peace");
        }
        return node;
    }
}
