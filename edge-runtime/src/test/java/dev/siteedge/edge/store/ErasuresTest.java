package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErasuresTest {
    private static final String NOW = "2026-03-01T10:00:00Z";

    private static Erasing wish(String receipt, long position) {
        return Erasing.of("gone.example", receipt, position, NOW);
    }

    private static Manifest manifest(long position, Erasing... listed) {
        return Manifest.empty("log", position).withErasing(List.of(listed));
    }

    @Test
    void wishesThatTheManifestCovers_areListedOnce() {
        Erasures erasures = new Erasures(List.of(wish("a", 5), wish("b", 20)));

        Manifest listed = erasures.listIn(manifest(10));
        erasures.committed(listed);

        assertThat(listed.erasing()).containsExactly(wish("a", 5));
        assertThat(erasures.open(Optional.of(listed))).containsExactly(wish("a", 5), wish("b", 20));
        assertThat(erasures.listIn(listed)).isEqualTo(listed);
    }

    @Test
    void listedWishThatCameAlongToALaterPlace_isOfAllBeforeThat() {
        Erasures erasures = new Erasures(List.of(wish("a", 15)));
        Manifest before = manifest(20, wish("a", 5).plus(3, 1, 0));
        erasures.committed(before);

        Manifest listed = erasures.listIn(before);
        erasures.committed(listed);

        assertThat(listed.erasing()).containsExactly(wish("a", 15).plus(3, 1, 0));
        assertThat(erasures.open(Optional.of(listed))).isEqualTo(listed.erasing());
    }
}
