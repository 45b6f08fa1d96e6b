package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.identity.HandClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAccessTest {
    private static final Clock CLOCK = new HandClock("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    private Tokens tokens;
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        tokens = new Tokens(folder, CLOCK);
        Access access = new TokenAccess(tokens, site -> site.equals("public.com"));
        server = new LocalServer(List.of(
                new Route("GET", "/public", new Answering(request -> {
                    access.requireRead(request, "public.com");
                    return "ok";
                })),
                new Route("GET", "/read", new Answering(request -> {
                    access.requireRead(request, "private.com");
                    return "ok";
                })),
                new Route("GET", "/write", new Answering(request -> {
                    access.requireWrite(request);
                    return "ok";
                })),
                new Route("GET", "/admin", new Answering(request -> {
                    access.requireAdmin(request);
                    return "ok";
                }))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/public", "/read", "/write", "/admin"})
    void noTokenYet_loopbackMayEverything(String path) throws Exception {
        assertThat(server.send("GET " + path, "").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/public,200", "/read,401", "/write,401", "/admin,401"})
    void noTokenYet_othersMayReadWhatIsPublic(String path, int status) throws Exception {
        assertThat(server.send("GET " + path + "\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "READ,/read,200",
        "READ,/write,403",
        "READ,/admin,403",
        "WRITE,/read,200",
        "WRITE,/write,200",
        "WRITE,/admin,403",
        "ADMIN,/read,200",
        "ADMIN,/write,200",
        "ADMIN,/admin,200",
    })
    void scope_allowsWhatItIncludes(Scope scope, String path, int status) throws Exception {
        String token = tokens.create(scope, "x", new SecureRandom());

        HttpTester.Response answer =
                server.send("GET " + path + "\nTest-Peer: 192.0.2.1\nAuthorization: bearer " + token, "");

        assertThat(answer.getStatus()).isEqualTo(status);
    }

    @Test
    void anyTokenExists_loopbackNeedsOneToo() throws Exception {
        tokens.create(Scope.READ, "x", new SecureRandom());

        HttpTester.Response answer = server.send("GET /read", "");

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.get("WWW-Authenticate")).isEqualTo("Bearer realm=\"site-edge\"");
        assertThat(answer.getContent()).contains("\"error\":\"token_required\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer se_wrong", "Bearer ", "Basic YTpi", "se_wrong", "Bearer se_é"})
    void wrongToken_401(String header) throws Exception {
        tokens.create(Scope.ADMIN, "x", new SecureRandom());

        assertThat(server.send("GET /read\nAuthorization: " + header, "").getStatus())
                .isEqualTo(401);
    }

    @Test
    void anotherProcessCreatesAndRevokes_countsAtOnce() throws Exception {
        Tokens other = new Tokens(folder, CLOCK);
        String token = other.create(Scope.READ, "x", new SecureRandom());
        assertThat(server.send("GET /read\nAuthorization: Bearer " + token, "").getStatus())
                .isEqualTo(200);

        String second = other.create(Scope.READ, "y", new SecureRandom());
        other.revoke("x");
        // Two changes within one tick of a coarse file system clock.
        Files.setLastModifiedTime(folder.resolve("tokens.json"), FileTime.from(Instant.ofEpochSecond(1)));

        assertThat(server.send("GET /read\nAuthorization: Bearer " + token, "").getStatus())
                .isEqualTo(401);
        assertThat(server.send("GET /read\nAuthorization: Bearer " + second, "").getStatus())
                .isEqualTo(200);
    }

    @Test
    void tokensFile_holdsNoTokenAndIsTheOwnersOnly() throws Exception {
        String token = tokens.create(Scope.READ, "x", new SecureRandom());
        Path file = folder.resolve("tokens.json");

        assertThat(token).startsWith("se_").hasSize(3 + 43);
        assertThat(file).content().doesNotContain(token.substring(3));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(tokens.list()).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("x");
            assertThat(kept.created()).isEqualTo(CLOCK.instant());
        });
    }

    @Test
    void revokedById_isGone() {
        tokens.create(Scope.READ, "x", new SecureRandom());
        String id = tokens.list().get(0).id();

        assertThat(tokens.revoke("none")).isFalse();
        assertThat(tokens.revoke(id)).isTrue();
        assertThat(new Tokens(folder, CLOCK).list()).isEmpty();
    }

    @Test
    void brokenFile_refusesToStart() throws Exception {
        Files.writeString(folder.resolve("tokens.json"), "{");

        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> new Tokens(folder, CLOCK));
    }
}
