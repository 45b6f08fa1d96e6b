package dev.siteedge.edge.collect;

import dev.siteedge.edge.config.Addresses;
import java.util.function.Predicate;

/**
 * Finds the site: the one that the body names, else the host of the page's origin, else the host that was asked. A site
 * that nobody configured is dropped, else anyone could fill the disk with names; {@code localhost}, however its address
 * was written, is known to people at this machine.
 */
record SiteStep(Predicate<String> known) implements Step {
    private static final String LOCAL = "localhost";

    @Override
    public String name() {
        return "site";
    }

    @Override
    public Outcome apply(Draft draft) {
        Sender sender = draft.arrival().sender();
        String named = draft.body().site();
        String host = sender.originHost().isEmpty() ? sender.host() : sender.originHost();
        String found = named.isEmpty() ? host : named;
        if (known.test(found)) {
            return draft.withSite(found);
        }
        boolean local = Addresses.isLoopbackHost(found) && (sender.trustedLoopback() || known.test(LOCAL));
        return local ? draft.withSite(LOCAL) : new Outcome.Dropped("unknown_site");
    }
}
