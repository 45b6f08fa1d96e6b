package dev.siteedge.edge.preview;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Adds the preview's script to the end of each HTML page on its way out; the files stay as they are built. Browsers take a
 * script behind {@code </html>} as the last of the body.
 */
public final class PreviewPages extends Handler.Wrapper {
    private final PreviewState state;

    public PreviewPages(PreviewState state, Handler site) {
        super(site);
        this.state = state;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return HttpMethod.GET.is(request.getMethod())
                ? super.handle(new Unconditional(request), new Page(request, response), callback)
                : super.handle(request, response, callback);
    }

    /** The page whole and plain, so that something can be added to it. */
    private static final class Unconditional extends Request.Wrapper {
        private final HttpFields headers;

        Unconditional(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders())
                    .remove(HttpHeader.IF_NONE_MATCH)
                    .remove(HttpHeader.RANGE)
                    .remove(HttpHeader.ACCEPT_ENCODING)
                    .asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }

    private final class Page extends Response.Wrapper {
        private @Nullable Boolean html;

        Page(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer bytes, Callback callback) {
            if (!html()) {
                super.write(last, bytes, callback);
                return;
            }
            if (!last) {
                super.write(false, bytes, callback);
                return;
            }
            ByteBuffer script = ByteBuffer.wrap(
                    ("\n<script src=\"" + PreviewHandler.SCRIPT + "\" data-build=\"" + state.build() + "\"></script>\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Content.Sink out = getWrapped();
            ByteBuffer page = bytes == null ? ByteBuffer.allocate(0) : bytes;
            out.write(false, page, Callback.from(() -> out.write(true, script, callback), callback::failed));
        }

        private boolean html() {
            Boolean known = html;
            if (known == null) {
                String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
                known = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
                html = known;
                if (known) {
                    getHeaders().remove(HttpHeader.CONTENT_LENGTH);
                    getHeaders().remove(HttpHeader.ETAG);
                    getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                }
            }
            return known;
        }
    }
}
