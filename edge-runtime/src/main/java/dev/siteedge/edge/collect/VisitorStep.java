package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.identity.Visitors;
import java.time.Instant;

/** Turns address and user agent into the day's hash; behind this step nobody needs them but for the shard. */
record VisitorStep(Visitors visitors) implements Step {
    @Override
    public String name() {
        return "visitor";
    }

    @Override
    public Outcome apply(Draft draft) {
        Sender sender = draft.arrival().sender();
        String site = draft.site();
        Instant time = draft.arrival().time();
        boolean yesterday = visitors.isYesterday(site, sender.at(), time);
        Visitor found =
                sender.visitor(site, yesterday, () -> visitors.visitor(site, sender.caller(), sender.at(), yesterday));
        String user = draft.user() == null ? null : Visitors.userDigest(site, draft.user());
        return draft.withVisitor(new Visitor(found.hash(), found.previous(), draft.session(), user));
    }
}
