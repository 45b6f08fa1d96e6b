package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackRuleTest {
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        server = new LocalServer(List.of(new Route("GET", "/", new Answering(LoopbackRule::holds))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | 127.0.0.1     | localhost        | X-None: 1
            true  | 127.0.0.1     | localhost:8080   | X-None: 1
            true  | 127.0.0.1     | LOCALHOST        | X-None: 1
            true  | 127.8.8.8     | 127.0.0.1:8080   | X-None: 1
            true  | ::1           | [::1]:8080       | X-None: 1
            true  | 127.0.0.1     | localhost:8080   | Origin: http://localhost:8080
            true  | 127.0.0.1     | [::1]:8080       | Origin: http://[::1]:8080
            false | 192.0.2.1     | localhost        | X-None: 1
            false | ::2           | localhost        | X-None: 1
            false | 127.0.0.1     | example.com      | X-None: 1
            false | 127.0.0.1     | localhost.example.com | X-None: 1
            false | 127.0.0.1     | 0.0.0.0          | X-None: 1
            false | 127.0.0.1     | 192.168.0.1      | X-None: 1
            false | 127.0.0.1     | localhost        | Forwarded: for=1.2.3.4
            false | 127.0.0.1     | localhost        | X-Forwarded-For: 127.0.0.1
            false | 127.0.0.1     | localhost        | x-forwarded-proto: https
            false | 127.0.0.1     | localhost        | X-Forwarded-Host: localhost
            false | 127.0.0.1     | localhost        | Via: 1.1 proxy
            false | 127.0.0.1     | localhost        | CF-Connecting-IP: 1.2.3.4
            false | 127.0.0.1     | localhost        | Cf-Ray: 1
            false | 127.0.0.1     | localhost:8080   | Origin: http://localhost:4000
            false | 127.0.0.1     | localhost:8080   | Origin: http://127.0.0.1:8080
            false | 127.0.0.1     | localhost        | Origin: https://evil.example
            false | 127.0.0.1     | localhost        | Origin: null
            false | 127.0.0.1     | localhost        | Origin: http://localhost:x y
            """)
    void table(boolean expected, String peer, String host, String header) throws Exception {
        String request = "GET /\nHost: " + host + "\nTest-Peer: " + peer + "\n" + header;

        assertThat(server.send(request, "").getContent()).isEqualTo(String.valueOf(expected));
    }
}
