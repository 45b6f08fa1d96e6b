package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.identity.HandClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsHandlerTest {
    @TempDir
    Path folder;

    private final List<String> done = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        Access access = new TokenAccess(new Tokens(folder, new HandClock("2026-03-10T12:00:00Z")), site -> false);
        OperationsHandler handler = new OperationsHandler(access, new Recording());
        server = new LocalServer(List.of(
                new Route("GET", "/healthz", handler),
                new Route("GET", "/readyz", handler),
                new Route("POST", "/api/flush", handler),
                new Route("POST", "/api/retention", handler),
                new Route("POST", "/api/compaction", handler),
                new Route("DELETE", "/api/sites/*", handler),
                new Route("GET", "/api/receipts/*", handler)));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void probes_areOpenToAll() throws Exception {
        assertThat(server.send("GET /healthz\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(200);
        assertThat(server.send("GET /readyz\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(200);
    }

    @Test
    void trouble_notReadyButAlive() throws Exception {
        troubles.add("the disk is full");

        assertThat(server.send("GET /readyz", "").getStatus()).isEqualTo(503);
        assertThat(server.send("GET /readyz", "").getContent()).contains("the disk is full");
        assertThat(server.send("GET /healthz", "").getStatus()).isEqualTo(200);
    }

    @Test
    void administration_isDoneForLoopbackOnly() throws Exception {
        assertThat(server.send("POST /api/flush\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(401);
        assertThat(server.send("POST /api/retention\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(401);
        assertThat(done).isEmpty();

        assertThat(server.send("POST /api/flush", "").getStatus()).isEqualTo(200);
        assertThat(server.send("POST /api/retention", "").getStatus()).isEqualTo(200);
        assertThat(server.send("POST /api/compaction", "").getStatus()).isEqualTo(200);
        assertThat(done).containsExactly("flush", "retention", "compaction");
    }

    @Test
    void erasure_isAnsweredWithAReceiptToAskFor() throws Exception {
        assertThat(server.send("DELETE /api/sites/example.com\nTest-Peer: 192.0.2.1", "")
                        .getStatus())
                .isEqualTo(401);
        assertThat(server.send("GET /api/receipts/r1\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(401);
        assertThat(done).isEmpty();

        HttpTester.Response answer = server.send("DELETE /api/sites/Example.COM", "");
        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.get("Location")).isEqualTo("/api/receipts/r1");
        assertThat(answer.getContent()).contains("\"receipt\":\"r1\"", "\"status\":\"pending\"");
        assertThat(done).containsExactly("erase example.com");
        assertThat(server.send("GET /api/receipts/r1", "").getContent()).contains("\"status\":\"done\"");
        assertThat(server.send("GET /api/receipts/r2", "").getStatus()).isEqualTo(404);
        assertThat(server.send("GET /api/receipts/a_b", "").getStatus()).isEqualTo(400);
        assertThat(server.send("DELETE /api/sites/" + "a".repeat(254), "").getStatus())
                .isEqualTo(400);
        assertThat(server.send("DELETE /api/sites/", "").getStatus()).isEqualTo(400);
        assertThat(server.send("DELETE /api/sites", "").getStatus()).isEqualTo(404);
    }

    private final class Recording implements OperationsHandler.Operations {
        @Override
        public void flushNow() {
            done.add("flush");
        }

        @Override
        public void retentionNow() {
            done.add("retention");
        }

        @Override
        public void compactNow() {
            done.add("compaction");
        }

        @Override
        public String erase(String site) {
            done.add("erase " + site);
            return "r1";
        }

        @Override
        public Optional<Map<String, Object>> receipt(String id) {
            return id.equals("r1") ? Optional.of(Map.of("status", "done")) : Optional.empty();
        }

        @Override
        public List<String> troubles() {
            return troubles;
        }
    }
}
