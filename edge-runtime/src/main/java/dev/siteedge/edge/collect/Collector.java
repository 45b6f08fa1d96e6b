package dev.siteedge.edge.collect;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.siteedge.edge.config.ServedSites;
import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.experiment.ExperimentRules;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.BodyMemory;
import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.RateLimit;
import dev.siteedge.edge.identity.Routing;
import dev.siteedge.edge.identity.Units;
import dev.siteedge.edge.identity.Visitors;
import dev.siteedge.edge.shard.Intake;
import java.time.Clock;
import java.util.List;

/** Puts the pipeline together; what it does is this list. */
public final class Collector {
    private final CollectingHandler.Parts parts;

    public Collector(
            Settings.Collect settings,
            ServedSites sites,
            Callers callers,
            Visitors visitors,
            Units units,
            ExperimentRules rules,
            Routing routing,
            Intake intake,
            Clock clock) {

        UserAgents agents = new UserAgents(UapParser::new, System::nanoTime);
        Pipeline pipeline = new Pipeline(List.of(
                new SiteStep(sites::knows),
                new PrivacySignalStep(settings.dropGpc(), settings.dropDnt()),
                new BotStep(settings.dropBots(), settings.judgeLoopback()),
                new ConsentStep(sites::consent),
                new AcquisitionStep(new SourceNames()),
                new DeviceStep(),
                new VisitorStep(visitors),
                new VisitStep(),
                new ExperimentStep(rules, units),
                new RouteStep(routing)));
        RateLimit limit = new RateLimit(settings.eventsPerMinutePerIp(), Ticker.systemTicker());
        parts = new CollectingHandler.Parts(limit, BodyMemory.ofHeap(), callers, agents, pipeline, intake, clock);
    }

    /** Loads what tells user agents apart, beside what is done meanwhile. */
    public void loadAgents() {
        parts.agents().load();
    }

    /** The handler of {@code POST /api/event}. */
    public EventHandler eventHandler() {
        return new EventHandler(parts);
    }

    /**
     * The handler of {@code POST /api/events}.
     *
     * @param access who may say when events happened, and is not limited
     */
    public BatchHandler batchHandler(Access access) {
        return new BatchHandler(parts, access);
    }
}
