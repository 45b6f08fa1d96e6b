package dev.siteedge.edge.http;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads request bodies, no more than a handler wants. */
public final class Bodies {
    private static final int MAX_SECONDS = 20;

    private Bodies() {}

    /**
     * Reads without blocking a thread.
     *
     * @param maxBytes one byte more and the future fails with {@link HttpProblem} 413
     * @return fails with 408 when the body takes longer than 20 s, with 415 when it is compressed
     */
    public static CompletableFuture<byte[]> read(Request request, int maxBytes) {
        String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return CompletableFuture.failedFuture(new HttpProblem(
                    415, "unsupported_encoding", "content-encoding is wrong: " + coding + ". Send the body as it is."));
        }
        if (request.getLength() > maxBytes) {
            return CompletableFuture.failedFuture(tooLarge(maxBytes));
        }
        BoundedBody body = new BoundedBody(request, maxBytes);
        return body.read().orTimeout(MAX_SECONDS, TimeUnit.SECONDS);
    }

    static HttpProblem tooLarge(int maxBytes) {
        return new HttpProblem(413, "body_too_large", "The body is too large; the limit is " + maxBytes + " bytes.");
    }

    /** Collects chunks as they come, on whichever thread Jetty brings them; one at a time. */
    private static final class BoundedBody implements Runnable {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final Content.Source source;
        private final int maxBytes;
        private byte[] bytes = new byte[512];
        private int length;

        BoundedBody(Content.Source source, int maxBytes) {
            this.source = source;
            this.maxBytes = maxBytes;
        }

        CompletableFuture<byte[]> read() {
            run();
            return whole;
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
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(length + more, 2 * bytes.length)));
            }
            chunk.getByteBuffer().get(bytes, length, more);
            length += more;
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                whole.complete(Arrays.copyOf(bytes, length));
            }
        }
    }
}
