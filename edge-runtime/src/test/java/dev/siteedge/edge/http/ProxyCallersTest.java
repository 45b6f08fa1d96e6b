package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.config.Cidr;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyCallersTest {
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        Callers callers = new ProxyCallers(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32")));
        server = new LocalServer(List.of(new Route("GET", "/", new Answering(callers::of))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1 | X-None: 1                                         | 192.0.2.1
            192.0.2.1 | X-Forwarded-For: 1.1.1.1                          | 192.0.2.1
            192.0.2.1 | CF-Connecting-IP: 1.1.1.1                         | 192.0.2.1
            10.0.0.1  | X-None: 1                                         | 10.0.0.1
            10.0.0.1  | X-Forwarded-For: 1.1.1.1                          | 1.1.1.1
            10.0.0.1  | X-Forwarded-For: 6.6.6.6, 1.1.1.1                 | 1.1.1.1
            10.0.0.1  | X-Forwarded-For: 6.6.6.6, 1.1.1.1, 10.0.0.2       | 1.1.1.1
            10.0.0.1  | X-Forwarded-For: 10.0.0.3, 10.0.0.2               | 10.0.0.3
            10.0.0.1  | X-Forwarded-For: 1.1.1.1, evil.example            | 10.0.0.1
            10.0.0.1  | X-Forwarded-For: 1.1.1.1, evil, 10.0.0.2          | 10.0.0.2
            10.0.0.1  | X-Forwarded-For:                                  | 10.0.0.1
            10.0.0.1  | X-Forwarded-For: 1.1.1.1:443                      | 1.1.1.1
            10.0.0.1  | X-Forwarded-For: [2001:4860::8]:443               | 2001:4860:0:0:0:0:0:8
            10.0.0.1  | X-Forwarded-For: ::ffff:1.1.1.1                   | 1.1.1.1
            10.0.0.1  | CF-Connecting-IP: 2.2.2.2                         | 2.2.2.2
            10.0.0.1  | CF-Connecting-IP: nonsense                        | 10.0.0.1
            2001:db8::1 | X-Forwarded-For: 1.1.1.1                        | 1.1.1.1
            """)
    void clientAddress(String peer, String header, String expected) throws Exception {
        assertThat(answer("Test-Peer: " + peer + "\n" + header)).contains("\"ip\":\"" + expected + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,de,DE",
        "10.0.0.1,XX,''",
        "10.0.0.1,T1,''",
        "10.0.0.1,Germany,''",
        "192.0.2.1,DE,''",
    })
    void country_onlyOfTrustedProxies(String peer, String sent, String expected) throws Exception {
        assertThat(answer("Test-Peer: " + peer + "\nCF-IPCountry: " + sent))
                .contains("\"country\":\"" + expected + "\"");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1,https,true", "10.0.0.1,http,false", "192.0.2.1,https,false"})
    void secure_onlyByTrustedProxies(String peer, String scheme, boolean expected) throws Exception {
        assertThat(answer("Test-Peer: " + peer + "\nX-Forwarded-Proto: " + scheme))
                .contains("\"secure\":" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "se_bucket=7,'\"7\"'",
        "a=b; se_bucket=12; c=d,'\"12\"'",
        "se_bucket=,'\"\"'",
        "other=7,null",
        "=;;{]=\u0001,null",
    })
    void bucketCookie_asSent(String cookie, String expected) throws Exception {
        assertThat(answer("Cookie: " + cookie)).contains("\"bucketCookie\":" + expected);
    }

    private String answer(String headers) throws Exception {
        return server.send("GET /\n" + headers, "").getContent();
    }
}
