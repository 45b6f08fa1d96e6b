package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.config.StartRefused;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolsTest {
    @TempDir
    private Path folder;

    private static Listener listening(PemFiles tls) {
        Listener listener = new Listener("127.0.0.1", 0, tls);
        listener.serve(List.of(new Route("GET", "/*", new Answering(request -> "page"))), List.of());
        return listener;
    }

    private static HttpResponse<String> get(Listener listener, HttpClient.Builder client) throws Exception {
        URI uri = URI.create(listener.uri().toString().replace("127.0.0.1", "localhost") + "/page");
        return client.build().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The JDK's client asks for an upgrade when it prefers HTTP/2. */
    @ParameterizedTest
    @EnumSource
    void plainPort_leavesAnUpgradeAlone(HttpClient.Version preferred) throws Exception {
        try (Listener listener = listening(null)) {
            HttpResponse<String> answer = get(listener, HttpClient.newBuilder().version(preferred));

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("page");
        }
    }

    @Test
    void plainPort_takesHttp2WithoutAsking() throws Exception {
        try (Listener listener = listening(null)) {
            Process curl = new ProcessBuilder(
                            "curl",
                            "--silent",
                            "--http2-prior-knowledge",
                            "--output",
                            "-",
                            "--write-out",
                            " %{http_version} %{http_code}",
                            listener.uri() + "/page")
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .endsWith(" 2 200");
        }
    }

    @ParameterizedTest
    @CsvSource({"X-None: 1,true", "Host: localhost,true", "Host: evil.example,false"})
    void personAtThisMachine_isKnownOverHttp2(String header, boolean known) throws Exception {
        try (Listener listener = new Listener("127.0.0.1", 0, null)) {
            listener.serve(List.of(new Route("GET", "/*", new Answering(LoopbackRule::holds))), List.of());
            Process curl = new ProcessBuilder(
                            "curl", "--silent", "--http2-prior-knowledge", "--header", header, listener.uri() + "/page")
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(String.valueOf(known));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tls_choosesTheVersionByAlpn(HttpClient.Version version) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "EC");
        try (Listener listener = listening(certificate.files())) {
            assertThat(listener.uri().getScheme()).isEqualTo("https");
            HttpResponse<String> answer =
                    get(listener, HttpClient.newBuilder().version(version).sslContext(certificate.trusting()));

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void renewedCertificate_isUsedWithoutARestart() throws Exception {
        TestCertificate old = TestCertificate.in(folder, "RSA");
        Protocols protocols = new Protocols(old.files());
        TestCertificate renewed = TestCertificate.in(folder, "EC");
        Files.setLastModifiedTime(renewed.files().key(), FileTime.fromMillis(4_102_444_800_000L));
        try (ProtocolServer server = new ProtocolServer(protocols)) {
            assertThat(seen(server.port(), old.trusting())).isEqualTo(old.serial());
            protocols.renew();
            assertThat(seen(server.port(), renewed.trusting())).isEqualTo(renewed.serial());
            Files.writeString(renewed.files().key(), "broken");
            protocols.renew();
            assertThat(seen(server.port(), renewed.trusting())).isEqualTo(renewed.serial());
        }
    }

    private static String seen(int port, SSLContext context) throws Exception {
        try (javax.net.ssl.SSLSocket socket =
                (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            SSLSession session = socket.getSession();
            return ((X509Certificate) session.getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        }
    }

    @Test
    void filesThatAreNoPem_areRefusedByName() throws Exception {
        PemFiles good = TestCertificate.in(folder, "EC").files();
        Path broken = Files.writeString(folder.resolve("broken.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(() -> new Protocols(new PemFiles(broken, good.key())))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("server.tls.certificate is wrong: " + broken + "; it holds no certificate");
        assertThatThrownBy(() -> new Protocols(new PemFiles(good.certificate(), broken)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("server.tls.key is wrong: " + broken + "; it holds no PKCS #8");
        assertThatThrownBy(() -> new Protocols(new PemFiles(good.certificate(), folder.resolve("none"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("it can't be read");
    }
}
