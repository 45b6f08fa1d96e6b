package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises, one call after the other. */
abstract class ObjectStoreContract {
    final String space = UUID.randomUUID().toString();

    ObjectStore store;

    /**
     * Opens a store.
     *
     * @param name two stores of one name share their objects, others do not
     */
    abstract ObjectStore open(String name) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open(space);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String text(String key) {
        return store.get(key)
                .map(found -> new String(found.bytes(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }

    @Test
    void putIfAbsent_keyIsFree_storesTheObjectUnderTheAnsweredETag() {
        Optional<String> etag = store.putIfAbsent("a", bytes("one"));

        assertThat(etag).isPresent();
        assertThat(text("a")).isEqualTo("one");
        assertThat(store.get("a").map(ObjectStore.StoredObject::etag)).isEqualTo(etag);
    }

    @Test
    void putIfAbsent_keyIsTaken_leavesTheObjectAlone() {
        store.putIfAbsent("a", bytes("one"));

        assertThat(store.putIfAbsent("a", bytes("two"))).isEmpty();
        assertThat(store.putIfAbsent("a", bytes("one"))).isEmpty();
        assertThat(text("a")).isEqualTo("one");
    }

    @Test
    void compareAndSwap_currentETag_replacesAndAnswersAnother() {
        Optional<String> first = store.putIfAbsent("a", bytes("one"));
        Optional<String> second = store.compareAndSwap("a", bytes("two"), first);

        assertThat(second).isPresent().isNotEqualTo(first);
        assertThat(text("a")).isEqualTo("two");
        assertThat(store.compareAndSwap("a", bytes("three"), second)).isPresent();
        assertThat(text("a")).isEqualTo("three");
    }

    @Test
    void compareAndSwap_staleETag_leavesTheObjectAlone() {
        Optional<String> first = store.putIfAbsent("a", bytes("one"));
        store.compareAndSwap("a", bytes("two"), first);

        assertThat(store.compareAndSwap("a", bytes("three"), first)).isEmpty();
        assertThat(text("a")).isEqualTo("two");
    }

    @Test
    void compareAndSwap_objectIsGone_writesNothing() {
        Optional<String> etag = store.putIfAbsent("a", bytes("one"));
        store.delete("a");

        assertThat(store.compareAndSwap("a", bytes("two"), etag)).isEmpty();
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void compareAndSwap_noneExpected_writesOnlyWhenThereIsNone() {
        assertThat(store.compareAndSwap("a", bytes("one"), Optional.empty())).isPresent();
        assertThat(store.compareAndSwap("a", bytes("two"), Optional.empty())).isEmpty();
        assertThat(text("a")).isEqualTo("one");
    }

    @Test
    void getAndHead_missing_areEmpty() {
        assertThat(store.get("missing")).isEmpty();
        assertThat(store.head("missing")).isEmpty();
    }

    @Test
    void delete_missing_isNoError_andAfterItTheKeyIsFree() {
        store.delete("a");
        store.putIfAbsent("a", bytes("one"));
        store.delete("a");
        store.delete("a");

        assertThat(store.get("a")).isEmpty();
        assertThat(store.head("a")).isEmpty();
        assertThat(store.list("")).isEmpty();
        assertThat(store.putIfAbsent("a", bytes("two"))).isPresent();
        assertThat(text("a")).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 8 << 20})
    void get_anyBytes_areThoseThatWerePut(int size) {
        byte[] binary = new byte[size];
        new Random(size).nextBytes(binary);
        Optional<String> etag = store.putIfAbsent("l0/local/1-1-9.parquet", binary);

        assertThat(store.get("l0/local/1-1-9.parquet").orElseThrow().bytes()).isEqualTo(binary);
        assertThat(store.head("l0/local/1-1-9.parquet"))
                .contains(new ObjectStore.ObjectFacts(etag.orElseThrow(), size, Sha256.hex(binary)));
    }

    @Test
    void head_afterASwap_describesTheNewBytes() {
        Optional<String> first = store.putIfAbsent("a", bytes("one"));
        Optional<String> second = store.compareAndSwap("a", bytes("longer"), first);

        assertThat(store.head("a"))
                .contains(new ObjectStore.ObjectFacts(second.orElseThrow(), 6, Sha256.hex(bytes("longer"))));
    }

    @Test
    void keyAsHiveEncodesIt_isTakenAsItIs() {
        String key = "v1/site=%5B%3A%3A1%5D/date=2026-03-01/local-1-0123456789ab.parquet";
        store.putIfAbsent(key, new byte[] {1});

        assertThat(store.get(key)).isPresent();
        assertThat(store.list("v1/site=%5B")).contains(key);
        store.delete(key);
        assertThat(store.head(key)).isEmpty();
    }

    @Test
    void list_prefix_answersItsKeysSortedAndNoOthers() {
        String hive = "v1/site=example.com/date=2026-03-01/local-1.parquet";
        for (String key : new String[] {"v1/z", hive, "v10", "manifest/local.json", "v1/site=a_b-c"}) {
            store.putIfAbsent(key, bytes(key));
        }

        assertThat(store.list("v1/")).containsExactly("v1/site=a_b-c", hive, "v1/z");
        assertThat(store.list("v1/site=exa")).containsExactly(hive);
        assertThat(store.list("nothing/")).isEmpty();
        assertThat(store.list("")).containsExactly("manifest/local.json", "v1/site=a_b-c", hive, "v1/z", "v10");
        assertThat(text(hive)).isEqualTo(hive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "a/.hidden", "a b", "ä", "a\\b", "a\0b"})
    void put_keyThatIsNotAllowed_isRefusedWithTheKey(String key) {
        assertThatThrownBy(() -> store.putIfAbsent(key, bytes("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object key is wrong: " + key);
    }
}
