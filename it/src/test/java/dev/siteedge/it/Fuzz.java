package dev.siteedge.it;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bad input for the collector, over plain sockets, the same for the same seed. Depends on nothing but the JDK, so that
 * {@code script/bench fuzz} runs this file as it is: {@code java Fuzz.java URL SEED REQUESTS}.
 */
final class Fuzz {
    private static final int THREADS = 8;
    private static final int TIMEOUT_MILLIS = 60_000;
    /** What stands for a connection that the server closed without an answer. */
    static final int CLOSED = 0;

    private final URI uri;
    private final AtomicLong left;
    private final AtomicLong number = new AtomicLong();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Fuzz(URI uri, long requests) {
        this.uri = uri;
        this.left = new AtomicLong(requests);
    }

    /** @param args the edge's address, a seed, and how many requests */
    public static void main(String[] args) throws Exception {
        Map<Integer, Long> statuses = run(URI.create(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]));
        statuses.forEach(
                (status, count) -> System.out.println((status == CLOSED ? "closed" : "HTTP " + status) + ": " + count));
    }

    /** Sends so many requests, and says how often which status came; {@link #CLOSED} for none. */
    static Map<Integer, Long> run(URI uri, long seed, long requests) throws Exception {
        Fuzz fuzz = new Fuzz(uri, requests);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> fuzz.send(random), "fuzz-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!fuzz.problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", fuzz.problems));
        }
        Map<Integer, Long> counts = new TreeMap<>();
        fuzz.statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** What is written at once, and how many answers are due. */
    private record Shot(byte[] bytes, int answers, boolean cut) {}

    private void send(Random random) {
        Socket socket = null;
        try {
            while (left.getAndDecrement() > 0) {
                if (socket == null || socket.isClosed()) {
                    socket = new Socket(uri.getHost(), uri.getPort());
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(TIMEOUT_MILLIS);
                }
                exchange(socket, shot(random));
            }
            if (socket != null) {
                socket.close();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (problems) {
                problems.add(Thread.currentThread().getName() + ": " + e);
            }
        }
    }

    private void exchange(Socket socket, Shot shot) throws IOException {
        boolean open = true;
        try {
            socket.getOutputStream().write(shot.bytes());
            if (shot.cut()) {
                socket.shutdownOutput();
            }
            for (int i = 0; i < shot.answers() && open; i++) {
                open = answer(socket.getInputStream());
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer to " + text(shot.bytes()), e);
        } catch (SocketException | EOFException e) {
            // The server may close while a request that it refused is still being sent.
            count(CLOSED);
            open = false;
        }
        if (!open || shot.cut()) {
            socket.close();
        }
    }

    /** Reads one answer; false when the connection is over. */
    private boolean answer(InputStream in) throws IOException {
        String head = head(in);
        count(Integer.parseInt(head.substring(9, 12)));
        String lower = head.toLowerCase(java.util.Locale.ROOT);
        int length = lower.indexOf("content-length: ");
        if (length >= 0) {
            int end = lower.indexOf('\r', length);
            in.readNBytes(Integer.parseInt(lower.substring(length + 16, end)));
        }
        return length >= 0 && !lower.contains("connection: close");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void count(int status) {
        statuses.computeIfAbsent(status, unknown -> new AtomicLong()).incrementAndGet();
    }

    private Shot shot(Random random) {
        long n = number.incrementAndGet();
        return switch (random.nextInt(18)) {
            case 0 -> post(random, "/api/event", event(n, ""));
            case 1 -> post(random, "/api/event", bytes(random, random.nextInt(2_000)));
            case 2 -> post(random, "/api/event", mutated(random, event(n, "")));
            case 3 -> post(random, "/api/event", deep(random));
            case 4 -> post(random, "/api/event", large(random));
            case 5 -> post(random, "/api/event", event(n, "," + wrong(random)));
            case 6 -> post(random, "/api/event", event(n, "," + huge(random)));
            case 7 -> post(random, "/api/event", badUtf8(random, n));
            case 8 -> post(random, "/api/events", event(n, ",\"timestamp\":" + time(random)));
            case 9 -> post(random, "/api/event", event(n, "").replace("/page", "/page-" + n));
            case 10 -> post(random, "/api/events", lines(random, n));
            case 11 ->
                post(
                        random,
                        "/api/events",
                        mutated(random, "[" + lines(random, n).replace('\n', ',') + "]"));
            case 12 -> truncated(random, n);
            case 13 -> pipelined(random, n);
            case 14 -> chunked(random, n);
            case 15 -> malformed(random, n);
            case 16 -> cut(bytes(random, 1 + random.nextInt(500)));
            default -> post(random, "/api/" + word(random), event(n, ""));
        };
    }

    private static String event(long n, String more) {
        return "{\"id\":\"f" + n + "\",\"site\":\"localhost\",\"type\":\"pageview\",\"path\":\"/page\"" + more + "}";
    }

    private static String wrong(Random random) {
        String field = pick(
                random,
                "id",
                "site",
                "type",
                "path",
                "referrer",
                "category",
                "action",
                "label",
                "value",
                "revenue",
                "props",
                "experiments",
                "sessionId",
                "userId",
                "timestamp");
        String value = pick(
                random,
                "null",
                "true",
                "7",
                "-1.5",
                "[]",
                "{}",
                "[[1]]",
                "{\"a\":{\"b\":[]}}",
                "\"\"",
                "\" \"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"" + "x".repeat(random.nextInt(5_000)) + "\"");
        return "\"" + field + "\":" + value;
    }

    private static String huge(Random random) {
        String number = pick(
                random,
                "1e999",
                "-1e999",
                "1e-999",
                "9".repeat(1 + random.nextInt(200)),
                "0." + "1".repeat(100),
                "1e2147483648",
                "NaN",
                "Infinity",
                "0x10",
                "01",
                "1.",
                "-",
                "1e",
                "\"1e999999999\"");
        return pick(
                random,
                "\"value\":" + number,
                "\"revenue\":{\"amount\":" + number + ",\"currency\":\"EUR\"}",
                "\"timestamp\":" + number,
                "\"props\":{\"n\":" + number + "}");
    }

    private static String time(Random random) {
        Instant now = Instant.now();
        return pick(
                random,
                Long.toString(now.plusSeconds(86_400).toEpochMilli()),
                Long.toString(now.minusSeconds(365 * 86_400L).toEpochMilli()),
                Long.toString(now.minusSeconds(random.nextInt(86_400)).toEpochMilli()),
                "\"" + now.minusSeconds(random.nextInt(200_000)) + "\"",
                "\"yesterday\"",
                Long.toString(random.nextLong()));
    }

    private static String deep(Random random) {
        int depth = 1 + random.nextInt(random.nextInt(5) == 0 ? 30_000 : 20);
        String open = pick(random, "[", "{\"a\":");
        String whole = open.repeat(depth) + "1" + (open.equals("[") ? "]" : "}").repeat(depth);
        return random.nextBoolean() ? whole : "{\"type\":\"pageview\",\"path\":\"/\",\"x\":" + whole + "}";
    }

    private static String large(Random random) {
        return "{\"type\":\"pageview\",\"path\":\"/\",\"x\":\"" + "y".repeat(64_000 + random.nextInt(4_000)) + "\"}";
    }

    private static String lines(Random random, long n) {
        StringBuilder lines = new StringBuilder();
        int count = random.nextInt(50) == 0 ? 1_001 : 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            lines.append(i == 0 ? "" : "\n")
                    .append(
                            switch (random.nextInt(6)) {
                                case 0 -> event(n, "," + wrong(random));
                                case 1 -> event(n, ",\"timestamp\":" + time(random));
                                case 2 -> deep(random).substring(0, 1);
                                default -> event(n, ",\"label\":\"" + i + "\"");
                            });
        }
        return lines.toString();
    }

    private static byte[] badUtf8(Random random, long n) {
        byte[] body = event(n, ",\"label\":\"________________\"").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            body[random.nextInt(body.length)] = (byte) (0x80 + random.nextInt(0x80));
        }
        return body;
    }

    private static byte[] mutated(Random random, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\",:\\0e".charAt(random.nextInt(10));
        }
        return bytes;
    }

    private Shot post(Random random, String path, String body) {
        return post(random, path, body.getBytes(StandardCharsets.UTF_8));
    }

    private Shot post(Random random, String path, byte[] body) {
        return new Shot(joined(head(random, path, "Content-Length: " + body.length), body), 1, false);
    }

    private Shot truncated(Random random, long n) {
        byte[] body = event(n, "").getBytes(StandardCharsets.US_ASCII);
        byte[] head = head(random, "/api/event", "Content-Length: " + (body.length + 1 + random.nextInt(100)));
        return new Shot(joined(head, body), 1, true);
    }

    private Shot pipelined(Random random, long n) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            byte[] body = (random.nextBoolean() ? event(n, ",\"value\":" + i) : "nonsense")
                    .getBytes(StandardCharsets.US_ASCII);
            all.writeBytes(head(random, pick(random, "/api/event", "/api/events"), "Content-Length: " + body.length));
            all.writeBytes(body);
        }
        return new Shot(all.toByteArray(), count, false);
    }

    private Shot chunked(Random random, long n) {
        String body = event(n, "");
        String size = pick(
                random,
                Integer.toHexString(body.length()),
                "fffffffff",
                "-1",
                "xyz",
                "0",
                Integer.toHexString(body.length() - 3));
        byte[] chunks = (size + "\r\n" + body + "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Shot(joined(head(random, "/api/event", "Transfer-Encoding: chunked"), chunks), 1, true);
    }

    private Shot malformed(Random random, long n) {
        String body = event(n, "");
        String text = pick(
                random,
                "POST /api/event\r\n\r\n" + body,
                "POST /api/event HTTP/1.1\r\n\r\n",
                "POST /api/event HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n" + body,
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n" + body,
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n" + body,
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + body,
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
                "POST /api/event HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n",
                "POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
                "POST /api/%2e%2e/event%00 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                "GET /" + "a".repeat(random.nextInt(20_000)) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "DELETE /api/event HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return cut(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Shot cut(byte[] bytes) {
        return new Shot(bytes, 1, true);
    }

    private byte[] head(Random random, String path, String length) {
        StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        head.append(length).append("\r\n");
        head.append("User-Agent: ").append(agent(random)).append("\r\n");
        if (random.nextInt(4) == 0) {
            head.append(pick(
                    random,
                    "Origin: https://" + word(random),
                    "Origin: null",
                    "Origin: ://",
                    "X-Forwarded-For: " + word(random),
                    "X-Forwarded-For: 203.0.113.7, " + word(random),
                    "Cookie: se_bucket=" + word(random) + "; =;;=",
                    "Sec-GPC: 1",
                    "DNT: 1",
                    "Sec-Purpose: prefetch",
                    "Authorization: Bearer " + word(random),
                    "Content-Type: " + pick(random, "application/x-ndjson", "application/json", word(random)),
                    "CF-Connecting-IP: " + word(random)));
            head.append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String agent(Random random) {
        return random.nextInt(3) > 0
                ? "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
                : "Mozilla/5.0 (" + word(random) + ") Gecko/" + random.nextInt() + " " + word(random);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            word.append((char) (0x21 + random.nextInt(0x5e)));
        }
        return word.toString();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + body.length);
        all.writeBytes(head);
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.ISO_8859_1);
    }
}
