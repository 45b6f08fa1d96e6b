package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The store that fails on purpose keeps every promise as long as it is not told to fail. */
class FaultyObjectStoreTest extends ConcurrentStoreContract {
    private final Map<String, FaultyObjectStore> stores = new ConcurrentHashMap<>();

    @Override
    ObjectStore open(String name) {
        return stores.computeIfAbsent(name, unused -> new FaultyObjectStore());
    }

    @Test
    void failBefore_writesNothing() {
        FaultyObjectStore faulty = stores.get(space);
        faulty.failBefore(key -> key.equals("a"));

        assertThatThrownBy(() -> store.putIfAbsent("a", bytes("x"))).isInstanceOf(StoreUnavailableException.class);
        faulty.heal();
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void failAfter_writesAndLosesTheAnswer() {
        FaultyObjectStore faulty = stores.get(space);
        faulty.failAfter(key -> key.equals("a"));

        assertThatThrownBy(() -> store.putIfAbsent("a", bytes("x"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(text("a")).isEqualTo("x");
    }
}
