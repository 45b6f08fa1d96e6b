package dev.siteedge.edge.http;

import dev.siteedge.edge.config.StartRefused;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is spoken on the port: HTTP/1.1 and HTTP/2, in the clear (by prior knowledge) or over TLS (chosen by ALPN).
 */
final class Protocols {
    private static final Logger LOG = LoggerFactory.getLogger(Protocols.class);

    private final @Nullable PemFiles pem;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private @Nullable FileTime written;

    /**
     * @param pem null: in the clear
     * @throws StartRefused when the files can't be used
     */
    Protocols(@Nullable PemFiles pem) {
        this.pem = pem;
        if (pem != null) {
            tls.setKeyStore(pem.read());
            tls.setKeyStorePassword("");
            written = writtenNow(pem);
        }
    }

    String scheme() {
        return pem == null ? "http" : "https";
    }

    List<ConnectionFactory> factories(HttpConfiguration limits) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(limits);
        if (pem == null) {
            return List.of(http1, new ClearHttp2(limits));
        }
        // One site is served whatever name was asked for.
        limits.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return List.of(
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(limits),
                http1);
    }

    /** Takes a renewed certificate for connections from now on; one that can't be used leaves the old one. */
    void renew() {
        if (pem == null || writtenNow(pem).equals(written)) {
            return;
        }
        try {
            written = writtenNow(pem);
            var store = pem.read();
            tls.reload(factory -> factory.setKeyStore(store));
            LOG.info("the certificate was renewed: {}", pem.certificate());
        } catch (StartRefused e) {
            LOG.warn("{} The certificate before is used still.", e.getMessage());
        } catch (Exception e) {
            LOG.warn("the renewed certificate {} can't be used, the one before is", pem.certificate(), e);
        }
    }

    /** The epoch while a file is away, as it is between two steps of a renewal. */
    private static FileTime writtenNow(PemFiles pem) {
        try {
            return pem.written();
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
