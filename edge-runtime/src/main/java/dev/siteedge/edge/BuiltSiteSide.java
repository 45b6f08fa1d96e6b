package dev.siteedge.edge;

import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.dashboard.DashboardHandler;
import dev.siteedge.edge.experiment.ExperimentRules;
import dev.siteedge.edge.experiment.Experiments;
import dev.siteedge.edge.experiment.ExperimentsHandler;
import dev.siteedge.edge.experiment.InvalidExperimentException;
import dev.siteedge.edge.http.Route;
import dev.siteedge.edge.identity.Visitors;
import dev.siteedge.edge.preview.PreviewHandler;
import dev.siteedge.edge.preview.PreviewPages;
import dev.siteedge.edge.preview.PreviewState;
import dev.siteedge.edge.query.MetricsHandler;
import dev.siteedge.edge.query.RealtimeHandler;
import dev.siteedge.edge.site.Forcing;
import dev.siteedge.edge.site.InvalidSiteException;
import dev.siteedge.edge.site.Site;
import dev.siteedge.edge.site.SiteHandler;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** The built site, its experiments, and what shows the figures. */
final class BuiltSiteSide implements SiteSide {
    /** Each query uses all cores; more at a time only make all of them slower. */
    private static final int MAX_CONCURRENT_QUERIES = 4;

    private final Site site;
    private final @Nullable PreviewState preview;
    private final Experiments rules;

    private BuiltSiteSide(Site site, @Nullable PreviewState preview) {
        this.site = site;
        this.preview = preview;
        this.rules = new Experiments(site::experiments);
    }

    /** @throws StartRefused when the folder can't be served */
    static BuiltSiteSide open(Settings settings, boolean preview) {
        try {
            PreviewState state = preview ? new PreviewState(System.currentTimeMillis()) : null;
            return new BuiltSiteSide(new Site(settings.site()), state);
        } catch (InvalidSiteException | InvalidExperimentException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ExperimentRules rules() {
        return rules;
    }

    @Override
    public List<Route> routes(Context context) {
        MetricsHandler metrics = new MetricsHandler(
                context.data().queries(),
                context.access(),
                () -> List.of(context.sites().builtSite()),
                context.clock(),
                MAX_CONCURRENT_QUERIES);
        ExperimentsHandler experiments = new ExperimentsHandler(
                site::experiments,
                context.access(),
                context.data().intake(),
                Visitors::userDigest,
                context.routing()::unitShard,
                context.data().queries(),
                context.clock());
        List<Route> routes = new ArrayList<>(List.of(
                new Route("GET", "/api/metrics", metrics),
                new Route("GET", "/api/top", metrics),
                new Route("GET", "/api/sites", metrics),
                new Route(
                        "GET",
                        "/api/realtime",
                        new RealtimeHandler(
                                context.data().queries(),
                                context.access(),
                                () -> List.of(context.sites().builtSite()),
                                context.clock())),
                new Route("GET", "/api/experiments/*", experiments),
                new Route("GET", "/dashboard/*", new DashboardHandler())));
        Handler pages = new SiteHandler(site, context.units(), context.callers(), context.clock(), forcing(context));
        if (preview == null) {
            routes.add(new Route("GET", "/*", pages));
        } else {
            routes.add(new Route("GET", "/*", new PreviewPages(preview, pages)));
            routes.add(new Route("GET", PreviewHandler.PATH + "/*", new PreviewHandler(preview)));
        }
        return routes;
    }

    private Forcing forcing(Context context) {
        return preview == null ? Forcing.bySignedLink(context.previewLinks(), context.clock()) : Forcing.FREE;
    }

    @Override
    public void siteChanged() {
        site.reload();
        if (preview != null) {
            preview.built();
        }
    }

    @Override
    public void siteFailed(String problem) {
        if (preview != null) {
            preview.failed(problem);
        }
    }
}
