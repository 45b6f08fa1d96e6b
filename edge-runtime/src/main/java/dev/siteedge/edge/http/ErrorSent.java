package dev.siteedge.edge.http;

import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told when an answer that Jetty asked its error handler for is sent. Jetty 12.1 may end the exchange as soon as the
 * last byte is out, while it still has to run this after the answer before on the same connection. Its own callback then
 * throws, and Jetty would make the connection's next request pay for that, with a 500 or the end of the connection. There is
 * nothing left to complete by then.
 */
final class ErrorSent implements Callback {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorSent.class);

    private final Callback jettys;

    ErrorSent(Callback jettys) {
        this.jettys = jettys;
    }

    @Override
    public void succeeded() {
        try {
            jettys.succeeded();
        } catch (IllegalStateException e) {
            LOG.debug("the exchange had ended", e);
        }
    }

    @Override
    public void failed(Throwable failure) {
        try {
            jettys.failed(failure);
        } catch (IllegalStateException e) {
            LOG.debug("the exchange had ended", e);
        }
    }

    /** Jetty's callbacks of errors only end what was sent. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
