package dev.siteedge.edge.dashboard;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /dashboard} and its files. The page itself shows nothing that needs a token: its script asks the HTTP API, and
 * asks the reader for a token when that answers 401. Nothing comes from elsewhere and nothing is inline.
 */
public final class DashboardHandler extends Handler.Abstract.NonBlocking {
    private static final String PAGE = "/dashboard";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Asset> assets = Map.of(
            PAGE,
            Asset.load("index.html", "text/html;charset=utf-8"),
            PAGE + "/dashboard.css",
            Asset.load("dashboard.css", "text/css;charset=utf-8"),
            PAGE + "/dashboard.js",
            Asset.load("dashboard.js", "text/javascript;charset=utf-8"),
            PAGE + "/icon.svg",
            Asset.load("icon.svg", "image/svg+xml;charset=utf-8"),
            PAGE + "/uplot.js",
            Asset.load(UPLOT + "uPlot.iife.min.js", "text/javascript;charset=utf-8"),
            PAGE + "/uplot.css",
            Asset.load(UPLOT + "uPlot.min.css", "text/css;charset=utf-8"));

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals(PAGE + "/")) {
            response.setStatus(HttpStatus.MOVED_PERMANENTLY_301);
            response.getHeaders().put(HttpHeader.LOCATION, PAGE);
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
        Asset asset = assets.get(path);
        if (asset == null) {
            return false;
        }
        if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
            answer(asset, request, response, callback);
        } else {
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            response.write(true, ByteBuffer.allocate(0), callback);
        }
        return true;
    }

    private static void answer(Asset asset, Request request, Response response, Callback callback) {
        boolean compressed = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, asset.etag(compressed));
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.VARY, "Accept-Encoding");
        headers.put("Content-Security-Policy", CSP);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        if (request.getHeaders().contains(HttpHeader.IF_NONE_MATCH, asset.etag(compressed))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        headers.put(HttpHeader.CONTENT_TYPE, asset.contentType());
        if (compressed) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.write(true, ByteBuffer.wrap(asset.bytes(compressed)), callback);
    }
}
