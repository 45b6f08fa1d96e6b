package dev.siteedge.edge.collect;

import dev.siteedge.edge.identity.Visitors;

/** Turns address and user agent into the day's hash; behind this step nobody needs them but for the shard. */
record VisitorStep(Visitors visitors) implements Step {
    @Override
    public String name() {
        return "visitor";
    }

    @Override
    public Outcome apply(Draft draft) {
        Arrival arrival = draft.arrival();
        return draft.withVisitor(
                visitors.visitor(draft.site(), arrival.caller(), arrival.at(), draft.session(), draft.user()));
    }
}
