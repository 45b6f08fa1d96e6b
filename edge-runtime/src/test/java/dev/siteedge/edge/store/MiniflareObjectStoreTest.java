package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link R2ObjectStore} on Cloudflare's own emulation of R2. */
class MiniflareObjectStoreTest extends ConcurrentStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(S3Server.Kind.MINIFLARE, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ObjectStore open(String name) {
        return open(server.bucket(), name + "/", server.secretAccessKey());
    }

    private static R2ObjectStore open(String bucket, String prefix, String secret) {
        return new R2ObjectStore(
                new S3Location(server.endpoint(), "auto", bucket, prefix, server.accessKeyId(), secret));
    }

    @Test
    void list_moreThanOnePage_answersAll() {
        int count = 1_005;
        IntStream.range(0, count).parallel().forEach(i -> store.putIfAbsent("page/" + i, bytes("x")));

        assertThat(store.list("page/")).hasSize(count).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void prefix_isPutBeforeEveryKeyAndNeverShown() {
        try (R2ObjectStore whole = open(server.bucket(), "", server.secretAccessKey())) {
            store.putIfAbsent("a/b", bytes("x"));

            assertThat(whole.list(space)).containsExactly(space + "/a/b");
            assertThat(store.list("")).containsExactly("a/b");
        }
    }

    @Test
    void wrongSecret_isUnavailableAndNamesNoCredential() {
        try (R2ObjectStore stranger = open(server.bucket(), "", "not-the-secret-at-all")) {
            assertThatThrownBy(() -> stranger.get("a"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("bucket " + server.bucket())
                    .message()
                    .doesNotContain("not-the-secret");
        }
    }

    @Test
    void missingBucket_isUnavailableRatherThanEmpty() {
        try (R2ObjectStore nowhere = open("no-such-bucket", "", server.secretAccessKey())) {
            assertThatThrownBy(() -> nowhere.get("a"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("no-such-bucket");
            assertThatThrownBy(() -> nowhere.list("a")).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
