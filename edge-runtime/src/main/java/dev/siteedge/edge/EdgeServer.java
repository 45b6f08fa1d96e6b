package dev.siteedge.edge;

import dev.siteedge.edge.collect.Collector;
import dev.siteedge.edge.config.Addresses;
import dev.siteedge.edge.config.ServedSites;
import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.config.SettingsReader;
import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.Listener;
import dev.siteedge.edge.http.OperationsHandler;
import dev.siteedge.edge.http.PemFiles;
import dev.siteedge.edge.http.ProxyCallers;
import dev.siteedge.edge.http.Route;
import dev.siteedge.edge.http.TokenAccess;
import dev.siteedge.edge.http.Tokens;
import dev.siteedge.edge.identity.ConsentedUnits;
import dev.siteedge.edge.identity.PreviewLinks;
import dev.siteedge.edge.identity.Routing;
import dev.siteedge.edge.identity.Salts;
import dev.siteedge.edge.identity.Units;
import dev.siteedge.edge.identity.Visitors;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The running edge: all parts, wired together here and nowhere else. Closing it flushes what was acknowledged. */
public final class EdgeServer implements AutoCloseable {
    private static final long RELEASE_MILLIS = 500;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ServedSites sites;
    private final SiteSide site;
    private final Listener listener;

    private EdgeServer(
            Settings settings, boolean follow, DataSide.Opener dataSide, SiteSide.Opener siteSide, Clock clock) {
        Settings.Server server = settings.server();
        Tokens tokens = new Tokens(settings.data(), clock);
        refuseOpenDoor(settings, tokens);
        // Before anything is recovered or owned: a port in use must not fence the runtime that uses it.
        listener = new Listener(server.host(), server.port(), pem(server.tls()));
        try {
            SecureRandom random = new SecureRandom();
            SiteWatch watch = new SiteWatch(settings.site(), this::siteChanged);
            sites = new ServedSites(settings);
            site = siteSide.open(settings);
            DataSide data = opened(dataSide.open(settings));
            Salts salts = opened(new Salts(settings.data(), random, sites::timezone, clock));
            sweepEveryMinute(salts);
            Visitors visitors = new Visitors(salts);
            Units units = new ConsentedUnits(sites::consent, visitors, clock);
            Routing routing =
                    Routing.open(settings.data(), random, data.intake().shards());
            Callers callers = new ProxyCallers(settings.server().trustedProxies());
            Access access = new TokenAccess(tokens, sites::isPublic);

            List<Route> routes = new ArrayList<>();
            OperationsHandler operations = new OperationsHandler(access, data);
            Collector collector = new Collector(
                    settings.collect(), sites, callers, visitors, units, site.rules(), routing, data.intake(), clock);
            routes.add(new Route("POST", "/api/event", collector.eventHandler()));
            routes.add(new Route("POST", "/api/events", collector.batchHandler(access)));
            routes.add(new Route("GET", "/healthz", operations));
            routes.add(new Route("GET", "/readyz", operations));
            routes.add(new Route("POST", "/api/flush", operations));
            routes.add(new Route("POST", "/api/retention", operations));
            routes.add(new Route("POST", "/api/compaction", operations));
            routes.add(new Route("DELETE", "/api/sites/*", operations));
            routes.add(new Route("GET", "/api/receipts/*", operations));
            PreviewLinks links = PreviewLinks.open(settings.data(), random);
            routes.addAll(
                    site.routes(new SiteSide.Context(sites, access, callers, units, routing, links, data, clock)));

            listener.serve(routes, server.allowOrigins());
            collector.loadAgents();
            if (follow) {
                followReleases(watch);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all parts; returns when requests are answered.
     *
     * @throws StartRefused when a folder, the address or the settings are wrong
     */
    public static EdgeServer start(EdgeOptions options) {
        UnpackedLibraries.requirePlace();
        LoadAhead.start();
        return start(
                options,
                CollectedData::open,
                settings -> BuiltSiteSide.open(settings, options.preview()),
                Clock.systemUTC());
    }

    static EdgeServer start(EdgeOptions options, DataSide.Opener dataSide, SiteSide.Opener siteSide, Clock clock) {
        Settings settings = new SettingsReader(System.getenv())
                .read(options.config(), options.site(), options.data())
                .listeningOn(options.host(), options.port());
        Folders.requireReadable(settings.site());
        Folders.requireWritable(settings.data());
        // A preview is told of its builds.
        return new EdgeServer(settings, !options.preview(), dataSide, siteSide, clock);
    }

    /** Where it listens, without a trailing slash. */
    public URI uri() {
        return listener.uri();
    }

    /**
     * A new build was swapped in: manifest and pages are read anew; requests under way end with what they began with.
     *
     * @throws RuntimeException when it can't be served; the one before is still
     */
    public synchronized void siteChanged() {
        site.siteChanged();
        sites.siteChanged();
    }

    /**
     * A new build failed and the last good one is served still.
     *
     * @param problem what is wrong, shown in the pages of a preview
     */
    public void siteFailed(String problem) {
        site.siteFailed(problem);
    }

    /** Lets requests under way end, flushes, closes; of the other parts the one that was opened last goes first. */
    @Override
    public synchronized void close() {
        listener.close();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(EdgeServer.class).error("a part did not close", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private void sweepEveryMinute(Salts salts) {
        ScheduledFuture<?> unused = timer("salts").scheduleWithFixedDelay(salts::sweep, 1, 1, TimeUnit.MINUTES);
    }

    private void followReleases(SiteWatch watch) {
        ScheduledFuture<?> unused = timer("releases")
                .scheduleWithFixedDelay(watch::check, RELEASE_MILLIS, RELEASE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private ScheduledExecutorService timer(String name) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        opened(timer::shutdownNow);
        return timer;
    }

    private static @Nullable PemFiles pem(Settings.@Nullable Tls tls) {
        return tls == null ? null : new PemFiles(tls.certificate(), tls.key());
    }

    private static void refuseOpenDoor(Settings settings, Tokens tokens) {
        String host = settings.server().host();
        if (!Addresses.isLoopbackHost(host) && tokens.list().isEmpty()) {
            throw new StartRefused("--host is wrong: " + host + " can be reached from other machines, but there is no"
                    + " token yet. Create one: token create --data " + settings.data() + " --scope admin.");
        }
    }
}
