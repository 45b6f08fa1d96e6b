package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        server = new LocalServer(List.of(
                new Route("GET", "/*", named("site")),
                new Route("GET", "/api/a", named("a")),
                new Route(Set.of("PUT", "DELETE"), "/api/a", named("change a")),
                new Route("GET", "/api/a/*", named("below a")),
                new Route("GET", "/api/throws", new Answering(request -> {
                    throw new IllegalStateException("the secret inside");
                })),
                new Route("GET", "/api/problem", new Answering(request -> {
                    throw new HttpProblem(409, "taken", "It is taken.").with("X-By", "me");
                })),
                new Route("GET", "/api/fails", new Failing(new HttpProblem(410, "gone", "It is gone."))),
                new Route("GET", "/api/eof", new Failing(new EofException("early"))),
                new Route("GET", "/api/declines", new Declining())));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /,200,\"site\"",
        "GET /x/y,200,\"site\"",
        "GET /apiary,200,\"site\"",
        "GET /api/a,200,\"a\"",
        "GET /api/a?x=/b,200,\"a\"",
        "PUT /api/a,200,\"change a\"",
        "GET /api/a/b,200,\"below a\"",
        "GET /api/a/b/c,200,\"below a\"",
    })
    void knownPath_goesToItsRoute(String line, int status, String body) throws Exception {
        HttpTester.Response answer = server.send(line, "");

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContent()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/none,404,not_found,",
        "GET /api/,404,not_found,",
        "GET /api/declines,404,not_found,",
        "POST /x,405,method_not_allowed,'GET, HEAD'",
        "POST /api/a,405,method_not_allowed,'DELETE, GET, HEAD, PUT'",
        "OPTIONS /api/a,405,method_not_allowed,'DELETE, GET, HEAD, PUT'",
        "TRACE /,405,method_not_allowed,'GET, HEAD'",
        "BREW /,405,method_not_allowed,'GET, HEAD'",
        "GET /api/problem,409,taken,",
        "GET /api/fails,410,gone,",
        "GET /api/eof,400,incomplete,",
        "GET /api/throws,500,server_error,",
        "GET /%,400,bad_request,",
        "GET /%ZZ,400,bad_request,",
        "GET /a%2f..%2fb,400,bad_request,",
        "GET /../etc/passwd,400,bad_request,",
    })
    void failure_isJson(String line, int status, String code, String allow) throws Exception {
        HttpTester.Response answer = server.send(line, "");

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.get("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(answer.getContent()).contains("\"error\":\"" + code + "\"").doesNotContain("secret", "Exception");
        assertThat(answer.get("Allow")).isEqualTo(allow);
        assertThat(answer.get("Server")).isNull();
    }

    @Test
    void problem_bringsItsHeaders() throws Exception {
        assertThat(server.send("GET /api/problem", "").get("X-By")).isEqualTo("me");
    }

    @Test
    void head_isAnsweredByGet() throws Exception {
        String answer = server.text("HEAD /api/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n");
    }

    @Test
    void headersTooLarge_431() throws Exception {
        HttpTester.Response answer = server.send("GET /\nX-Big: " + "a".repeat(20_000), "");

        assertThat(answer.getStatus()).isEqualTo(431);
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\n\r\n'",
        "'GET / HTTP/9.9\r\nHost: a\r\n\r\n'",
        "'nonsense\r\n\r\n'",
        "'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n'",
        "'POST /api/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'",
    })
    void brokenRequest_isAClientsFault(String request) throws Exception {
        HttpTester.Response answer = server.sendRaw(request.replace("\\r\\n", "\r\n"));

        // 505 is HTTP's own word for a version that nobody has.
        assertThat(answer.getStatus()).isIn(400, 505);
    }

    private static Handler named(String name) {
        return new Answering(request -> name);
    }

    private static final class Failing extends Handler.Abstract {
        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            callback.failed(failure);
            return true;
        }
    }

    private static final class Declining extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return false;
        }
    }
}
