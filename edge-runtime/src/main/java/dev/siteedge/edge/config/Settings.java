package dev.siteedge.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the runtime can be told, checked. Read once at start; parts are given the values they need, not this record.
 *
 * @param site the folder of the built site
 * @param data the folder of log, state and secrets
 * @param sites by site id; a site that is not named has {@link Site#DEFAULT}
 * @param retentionDays how long events are kept where the site says nothing else, 1 to 36,500
 */
public record Settings(
        Path site,
        Path data,
        Server server,
        Map<String, Site> sites,
        Collect collect,
        ConsentSettings consent,
        Store store,
        Flush flush,
        int retentionDays) {
    public Settings {
        sites = Map.copyOf(sites);
    }

    public Site site(String id) {
        return sites.getOrDefault(id, Site.DEFAULT);
    }

    public int retentionDays(String id) {
        Integer own = site(id).retentionDays();
        return own == null ? retentionDays : own;
    }

    /** The same with what the command line said about the address; null leaves what the file says. */
    public Settings listeningOn(@Nullable String host, @Nullable Integer port) {
        Server changed = new Server(
                host == null ? server.host : host,
                port == null ? server.port : port,
                server.trustedProxies,
                server.allowOrigins,
                server.tls);
        return new Settings(site, data, changed, sites, collect, consent, store, flush, retentionDays);
    }

    /**
     * Where to listen and whom to believe.
     *
     * @param host name or address to listen on, default 127.0.0.1
     * @param port 0 to 65,535, default 8080; 0 takes any free one
     * @param trustedProxies peers whose headers say who the client is, default none
     * @param allowOrigins origins whose pages may read answers, default none
     * @param tls null: the port speaks plain HTTP
     */
    public record Server(
            String host,
            int port,
            List<Cidr> trustedProxies,
            List<String> allowOrigins,
            @Nullable Tls tls) {
        public Server {
            trustedProxies = List.copyOf(trustedProxies);
            allowOrigins = List.copyOf(allowOrigins);
        }
    }

    /**
     * PEM files.
     *
     * @param certificate with its chain
     * @param key PKCS #8 without a password
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * What applies to one site.
     *
     * @param isPublic everyone may read the site's figures
     * @param retentionDays null: as for all sites
     * @param timezone whose midnights end a day
     */
    public record Site(boolean isPublic, @Nullable Integer retentionDays, ZoneId timezone) {
        public static final Site DEFAULT = new Site(false, null, ZoneOffset.UTC);
    }

    /**
     * What is taken.
     *
     * @param dropGpc events with {@code Sec-GPC: 1} are dropped, default true
     * @param dropDnt events with {@code DNT: 1} are dropped, default true
     * @param dropBots events of bots are dropped, default true
     * @param judgeLoopback bots on trusted loopback peers are dropped too, default false
     * @param maxLogBytes appends stop when the log is this large, default 8 GiB
     * @param eventsPerMinutePerIp 0 is no limit, default 1,200
     */
    public record Collect(
            boolean dropGpc,
            boolean dropDnt,
            boolean dropBots,
            boolean judgeLoopback,
            long maxLogBytes,
            int eventsPerMinutePerIp) {}

    /** As in {@link Consent}; null leaves it to the built site, then to the default. */
    public record ConsentSettings(
            Consent.@Nullable Level level,
            Consent.@Nullable Experiments experiments,
            @Nullable Boolean strict) {
        static final ConsentSettings UNSAID = new ConsentSettings(null, null, null);

        /**
         * These where they say something, else the build's, else the defaults.
         *
         * @param built what the site's build says
         */
        public Consent over(ConsentSettings built) {
            Consent.Level chosenLevel = level == null ? built.level : level;
            Consent.Experiments chosen = experiments == null ? built.experiments : experiments;
            Boolean chosenStrict = strict == null ? built.strict : strict;
            return new Consent(
                    chosenLevel == null ? Consent.Level.ANALYTICS : chosenLevel,
                    chosen == null ? Consent.Experiments.VISITOR_DAY : chosen,
                    chosenStrict != null && chosenStrict);
        }
    }

    /** Where objects are kept. */
    public sealed interface Store {
        /** Default: the folder {@code store} in the data folder. */
        record Directory(Path path) implements Store {}

        /**
         * R2 or any S3 service.
         *
         * @param region default {@code auto}
         * @param prefix of all keys; empty or ending in {@code /}
         */
        record S3(URI endpoint, String bucket, String region, String prefix, Secret accessKeyId, Secret secretAccessKey)
                implements Store {}
    }

    /**
     * When rows go to the store: whichever comes first.
     *
     * @param interval 1 s to 1 h, default 30 s
     * @param bytes 64 KiB to 256 MiB, default 8 MiB
     */
    public record Flush(Duration interval, long bytes) {}
}
