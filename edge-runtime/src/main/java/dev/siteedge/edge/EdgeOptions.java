package dev.siteedge.edge;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line, or the Maven plugin, says.
 *
 * @param site the folder of the built site
 * @param data the folder of log, state and secrets; made when it is missing
 * @param host null: as the settings file says, else 127.0.0.1
 * @param port 0 for any; null: as the settings file says, else 8080
 * @param config the settings file; null: defaults
 * @param preview the site is being written: {@code ?site-edge-variant=} shows any variant
 */
public record EdgeOptions(
        Path site,
        Path data,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Path config,
        boolean preview) {
    public static EdgeOptions of(Path site, Path data) {
        return new EdgeOptions(site, data, null, null, null, false);
    }

    public EdgeOptions listeningOn(String host, int port) {
        return new EdgeOptions(site, data, host, port, config, preview);
    }

    public EdgeOptions forPreview() {
        return new EdgeOptions(site, data, host, port, config, true);
    }
}
