package dev.siteedge.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {
    private static final int SHARDS = 64;

    @TempDir
    Path folder;

    @Test
    void restart_sameVisitorSameShard() {
        Routing first = Routing.open(folder, new SecureRandom(), SHARDS);
        Routing second = Routing.open(folder, new SecureRandom(), SHARDS);
        for (int i = 0; i < 100; i++) {
            assertThat(second.trafficShard("a.com", caller(i))).isEqualTo(first.trafficShard("a.com", caller(i)));
        }
    }

    @Test
    void otherKey_otherShards() {
        Routing one = new Routing(new byte[32], SHARDS);
        Routing other = Routing.open(folder, new SecureRandom(), SHARDS);
        int same = 0;
        for (int i = 0; i < 640; i++) {
            same += one.trafficShard("a.com", caller(i)) == other.trafficShard("a.com", caller(i)) ? 1 : 0;
        }
        assertThat(same).isLessThan(60);
    }

    @Test
    void manyVisitorsAndUnits_everyShardIsUsedEvenly() {
        Routing routing = new Routing(new byte[32], SHARDS);
        int[] traffic = new int[SHARDS];
        int[] units = new int[SHARDS];
        for (int i = 0; i < 64_000; i++) {
            traffic[routing.trafficShard("a.com", caller(i))]++;
            units[routing.unitShard("v:" + i)]++;
        }
        // Mean 1,000, standard deviation 31.4: five of them.
        assertThat(traffic).matches(counts -> Arrays.stream(counts).allMatch(count -> count >= 843 && count <= 1_157));
        assertThat(units).matches(counts -> Arrays.stream(counts).allMatch(count -> count >= 843 && count <= 1_157));
    }

    @ParameterizedTest
    @CsvSource({"v:0000000000000000,8", "u:alice,2", "u:ü,25"})
    void unitShard_neverChanges(String unit, int shard) {
        assertThat(new Routing(new byte[32], SHARDS).unitShard(unit)).isEqualTo(shard);
    }

    @Test
    void tornKeyFile_isRefused() throws IOException {
        Files.write(folder.resolve("routing.key"), new byte[31]);

        assertThatIllegalStateException().isThrownBy(() -> Routing.open(folder, new SecureRandom(), SHARDS));
    }

    private static Caller caller(int i) {
        return new Caller("10.1." + i / 256 + "." + i % 256, "Firefox", "", null, false);
    }
}
