package dev.siteedge.edge.collect;

import dev.siteedge.edge.config.ServedSites;
import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.config.SettingsReader;
import dev.siteedge.edge.http.FakeAccess;
import dev.siteedge.edge.http.LocalServer;
import dev.siteedge.edge.http.ProxyCallers;
import dev.siteedge.edge.http.Route;
import dev.siteedge.edge.identity.ConsentedUnits;
import dev.siteedge.edge.identity.HandClock;
import dev.siteedge.edge.identity.Routing;
import dev.siteedge.edge.identity.Salts;
import dev.siteedge.edge.identity.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpTester;

/** The collector of example.com behind a server without a port; what is submitted goes to {@link #intake}. */
final class CollectorServer implements AutoCloseable {
    final HandClock clock = new HandClock("2026-03-10T12:00:00Z");
    final FakeIntake intake = new FakeIntake();
    private final Salts salts;
    private final LocalServer server;

    CollectorServer(Path folder, int eventsPerMinute) throws Exception {
        Path file = Files.writeString(
                folder.resolve("edge.yml"),
                "sites: {example.com: {}}\nconsent: {experiments: cookie}\ncollect: {events_per_minute_per_ip: "
                        + eventsPerMinute + "}");
        Settings settings = new SettingsReader(Map.of()).read(file, folder, folder);
        ServedSites sites = new ServedSites(settings);
        salts = new Salts(folder, new SecureRandom(), sites::timezone, clock);
        Visitors visitors = new Visitors(salts);
        Collector collector = new Collector(
                settings.collect(),
                sites,
                new ProxyCallers(List.of()),
                visitors,
                new ConsentedUnits(sites::consent, visitors, clock),
                new FakeRules(),
                Routing.open(folder, new SecureRandom(), intake.shards()),
                intake,
                clock);
        server = new LocalServer(List.of(
                new Route("POST", "/api/event", collector.eventHandler()),
                new Route("POST", "/api/events", collector.batchHandler(new FakeAccess("")))));
    }

    HttpTester.Response send(String head, String body) throws Exception {
        return server.send(head, body);
    }

    HttpTester.Response send(String head, byte[] body) throws Exception {
        return server.send(head, body);
    }

    @Override
    public void close() throws Exception {
        server.close();
        salts.close();
    }
}
