package dev.siteedge.edge.http;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads request bodies, no more than a handler wants. */
public final class Bodies {
    private static final int MAX_SECONDS = 20;
    /** Not counted: most bodies are smaller, and connections are counted. */
    private static final int FREE_BYTES = 2_048;

    private static final int FIRST_BYTES = 512;

    private Bodies() {}

    /**
     * Reads without blocking a thread.
     *
     * @param maxBytes one byte more and the future fails with {@link HttpProblem} 413
     * @param memory where it is counted, from 2 kB on, until {@code then} is done; what does not fit in fails with 503
     * @param then takes the whole body, on the thread that brought its end, which must not block
     * @return completes as {@code then} does; fails as that does, with 408 when the body takes longer than 20 s, with 415
     *     when it is compressed
     */
    public static CompletableFuture<Void> read(
            Request request, int maxBytes, BodyMemory memory, Function<byte[], CompletableFuture<Void>> then) {
        String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return CompletableFuture.failedFuture(new HttpProblem(
                    415, "unsupported_encoding", "content-encoding is wrong: " + coding + ". Send the body as it is."));
        }
        if (request.getLength() > maxBytes) {
            return CompletableFuture.failedFuture(tooLarge(maxBytes));
        }
        BoundedBody body = new BoundedBody(request, maxBytes, memory);
        CompletableFuture<byte[]> whole = body.read();
        if (!whole.isDone()) {
            whole.orTimeout(MAX_SECONDS, TimeUnit.SECONDS);
        }
        return whole.thenCompose(then).whenComplete((done, failure) -> body.giveBack());
    }

    private static HttpProblem noRoom() {
        return new HttpProblem(503, "overloaded", "Too many large bodies are under way. Try again later.")
                .with("Retry-After", "1");
    }

    static HttpProblem tooLarge(int maxBytes) {
        return new HttpProblem(413, "body_too_large", "The body is too large; the limit is " + maxBytes + " bytes.");
    }

    /** Collects chunks as they come, on whichever thread Jetty brings them; one at a time. */
    private static final class BoundedBody implements Invocable.Task {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final Request source;
        private final BodyMemory memory;
        private final int maxBytes;
        private byte[] bytes;
        private int length;
        private int taken;
        private boolean over;

        BoundedBody(Request source, int maxBytes, BodyMemory memory) {
            this.source = source;
            this.memory = memory;
            this.maxBytes = maxBytes;
            long announced = source.getLength();
            this.bytes = new byte[(int) (announced < 0 ? FIRST_BYTES : Math.min(announced, FREE_BYTES))];
        }

        CompletableFuture<byte[]> read() {
            run();
            return whole;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (!whole.isDone()) {
                Content.Chunk chunk = source.read();
                if (chunk == null) {
                    source.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    whole.completeExceptionally(chunk.getFailure());
                    return;
                }
                take(chunk);
            }
        }

        private void take(Content.Chunk chunk) {
            int more = chunk.remaining();
            if (more > maxBytes - length) {
                chunk.release();
                whole.completeExceptionally(tooLarge(maxBytes));
                return;
            }
            if (length + more > bytes.length && !grow(length + more)) {
                chunk.release();
                whole.completeExceptionally(noRoom());
                return;
            }
            chunk.getByteBuffer().get(bytes, length, more);
            length += more;
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
            }
        }

        /** Locked: a time-out comes on another thread. */
        private synchronized boolean grow(int needed) {
            long announced = source.getLength();
            long limit = announced < 0 ? maxBytes : announced;
            int size = (int) Math.max(needed, Math.min(limit, 2L * bytes.length));
            int more = Math.max(size, FREE_BYTES) - Math.max(bytes.length, FREE_BYTES);
            if (over || (more > 0 && !memory.tryTake(more))) {
                return false;
            }
            taken += Math.max(more, 0);
            bytes = Arrays.copyOf(bytes, size);
            return true;
        }

        /** Called once, when the body is worked on or given up. */
        synchronized void giveBack() {
            over = true;
            memory.giveBack(taken);
        }
    }
}
