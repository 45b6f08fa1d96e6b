package dev.siteedge.edge.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request at the level debug: no address, no query string, no header. */
final class QuietRequestLog implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siteedge.edge.requests");

    @Override
    public void log(Request request, Response response) {
        if (LOG.isDebugEnabled()) {
            long micros = TimeUnit.NANOSECONDS.toMicros(NanoTime.since(request.getHeadersNanoTime()));
            LOG.debug(
                    "{} {} {} {}us",
                    request.getMethod(),
                    Request.getPathInContext(request),
                    response.getStatus(),
                    micros);
        }
    }
}
