package dev.siteedge.edge;

import dev.siteedge.edge.config.ServedSites;
import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.experiment.ExperimentRules;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.Route;
import dev.siteedge.edge.identity.PreviewLinks;
import dev.siteedge.edge.identity.Routing;
import dev.siteedge.edge.identity.Units;
import java.time.Clock;
import java.util.List;

/** The served site, its experiments and the pages and answers that show the figures. */
interface SiteSide {
    ExperimentRules rules();

    List<Route> routes(Context context);

    /** A new build was swapped in. */
    void siteChanged();

    /** A new build failed; pages of a preview say so. */
    void siteFailed(String problem);

    /** Opens the side in a site's folder. */
    interface Opener {
        SiteSide open(Settings settings);
    }

    /** What the handlers are made of. */
    record Context(
            ServedSites sites,
            Access access,
            Callers callers,
            Units units,
            Routing routing,
            PreviewLinks previewLinks,
            DataSide data,
            Clock clock) {}
}
