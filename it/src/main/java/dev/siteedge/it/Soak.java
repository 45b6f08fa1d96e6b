package dev.siteedge.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Runs one of the long tests of script/soak: {@code Soak NAME ROUNDS SEED FOLDER RUNTIME-JAR}. Prints what it did; ends with an
 * error that names the seed when a promise was broken.
 */
public final class Soak {
    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Place place = new Place(Path.of(arguments[3]), Path.of(arguments[4]));
        System.out.println(name + ": seed " + seed + ", " + rounds + " rounds");
        try {
            System.out.println(name + ": " + run(name, rounds, new Random(seed), place));
        } catch (RuntimeException | IOException e) {
            throw new IllegalStateException(name + " failed with seed " + seed, e);
        }
        System.exit(0);
    }

    private static String run(String name, int rounds, Random random, Place place) throws Exception {
        return switch (name) {
            case "kill" -> new KillRounds(place, random).run(rounds);
            case "power" -> new PowerLossRounds(place, random).run(rounds);
            case "disk" -> new FullDiskRounds(place, random).run(rounds);
            case "outage" -> new StoreOutage(place).run(rounds);
            default -> throw new IllegalArgumentException("no soak '" + name + "'; known: kill, power, disk, outage");
        };
    }

    /**
     * Where a soak works.
     *
     * @param folder empty
     * @param runtime the runnable jar
     */
    record Place(Path folder, Path runtime) {
        /** A site of one page, with no manifest, so its id is {@code localhost}. */
        Path site() throws IOException {
            Path site = Files.createDirectories(folder.resolve("site"));
            Files.writeString(site.resolve("index.html"), "<!DOCTYPE html><title>One page</title><p>Hello");
            return site;
        }

        /** Starts the edge on any free port. */
        List<String> command(Path data, Path config) throws IOException {
            return new ArrayList<>(Arrays.asList(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    runtime.toString(),
                    "--site",
                    site().toString(),
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--config",
                    config.toString()));
        }

        EdgeProcess start(Path data, Path config) throws IOException {
            return EdgeProcess.start(command(data, config));
        }

        /** Settings that flush every second, so that a kill meets every step of a flush. */
        Path config(String... more) throws IOException {
            return Files.writeString(
                    folder.resolve("edge.yml"), "flush:\n  interval: 1s\n" + String.join("\n", more) + "\n");
        }
    }
}
