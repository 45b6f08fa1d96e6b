package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad input and slow clients at the built jar: the short form of {@code script/bench fuzz}. */
@Timeout(180)
class FuzzIT {
    private static final int REQUESTS = 5_000;

    @TempDir
    Path folder;

    @Test
    void badInput_isRefusedOrDroppedAndNeverAnErrorOfTheServers() throws Exception {
        long seed = System.nanoTime();
        Path config = Files.writeString(folder.resolve("edge.yml"), "collect: {events_per_minute_per_ip: 0}");
        try (EdgeProcess edge = Runtime.start(
                Runtime.onePageSite(folder.resolve("site")), folder.resolve("data"), "--config", config)) {
            Map<Integer, Long> statuses = Fuzz.run(edge.uri(), seed, REQUESTS);

            assertThat(statuses).as("seed %d", seed).containsKeys(202, 400, 413);
            // 505 is the right answer to HTTP/9.9.
            assertThat(statuses.keySet()).as("seed %d", seed).allMatch(status -> status < 500 || status == 505);
            assertThat(statuses.get(400)).as("seed %d", seed).isGreaterThan(REQUESTS / 4);
        }
    }

    @Test
    void slowHeadersAndSlowBodies_holdNobodyUpAndAreCutOff() throws Exception {
        try (EdgeProcess edge = Runtime.start(Runtime.onePageSite(folder.resolve("site")), folder.resolve("data"))) {
            List<Socket> slow = new ArrayList<>();
            // More than the server has threads.
            for (int i = 0; i < 300; i++) {
                slow.add(begin(edge.uri(), "POST /api/event HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"));
                slow.add(begin(
                        edge.uri(),
                        "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{\"type\""));
                slow.add(begin(
                        edge.uri(),
                        "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n[{\"type\""));
            }
            try (Socket quick = begin(edge.uri(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                assertThat(rest(quick)).startsWith("HTTP/1.1 200");
            }
            for (int i = 0; i < slow.size(); i++) {
                assertThat(rest(slow.get(i))).matches(i % 3 == 0 ? "" : "(?s)HTTP/1\\.1 408 .*");
                slow.get(i).close();
            }
        }
    }

    private static Socket begin(URI uri, String start) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What comes until the server closes. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
