package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Changes the headers of an answer at the last moment, when all others are known. One thread at a time, as in Jetty. */
final class HeadedResponse extends Response.Wrapper {
    private final Runnable change;
    private boolean changed;

    /** @param change called once, before the headers are sent */
    HeadedResponse(Request request, Response response, Runnable change) {
        super(request, response);
        this.change = change;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        apply();
        super.write(last, content, callback);
    }

    /** For answers that end without a write. */
    Callback ending(Callback callback) {
        return Callback.from(
                () -> {
                    apply();
                    callback.succeeded();
                },
                callback::failed);
    }

    private void apply() {
        if (!changed && !isCommitted()) {
            changed = true;
            change.run();
        }
    }
}
