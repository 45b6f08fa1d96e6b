package dev.siteedge.edge.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@link R2ObjectStore} on a server that verifies signatures and framing; it loses concurrent swaps, so none here. */
class S3ProxyObjectStoreTest extends ObjectStoreContract {
    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(S3Server.Kind.S3PROXY, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ObjectStore open(String name) {
        return new R2ObjectStore(new S3Location(
                server.endpoint(),
                "auto",
                server.bucket(),
                name + "/",
                server.accessKeyId(),
                server.secretAccessKey()));
    }
}
