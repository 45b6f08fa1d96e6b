package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.identity.Routing;
import dev.siteedge.edge.log.Routed;
import java.util.ArrayList;
import java.util.List;

/** Gives each event its shard: what a visitor did by the visitor, what an experiment counts by its unit. */
record RouteStep(Routing routing) implements Step {
    @Override
    public String name() {
        return "route";
    }

    @Override
    public Outcome apply(Draft draft) {
        List<Routed> routed = new ArrayList<>(draft.events().size());
        for (Event event : draft.events()) {
            routed.add(new Routed(shard(event, draft), event, draft.body().timestamp()));
        }
        return draft.withRouted(routed);
    }

    private int shard(Event event, Draft draft) {
        if (event instanceof ExperimentEvent fact) {
            return routing.unitShard(fact.unit());
        }
        VisitEvent visit = (VisitEvent) event;
        Sender sender = draft.arrival().sender();
        return sender.shard(visit.site(), site -> routing.trafficShard(site, sender.caller()));
    }
}
