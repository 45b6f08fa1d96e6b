package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.event.Source;

/** Says where a visit came from: the campaign's parameters, else the referring page, unless that is the site itself. */
record AcquisitionStep(SourceNames names) implements Step {
    @Override
    public String name() {
        return "acquisition";
    }

    @Override
    public Outcome apply(Draft draft) {
        PagePath page = draft.body().page();
        Referrer sent = Referrer.of(draft.body().referrer());
        Referrer referrer = isOwn(sent.host(), draft) ? Referrer.NONE : sent;
        String named = firstOf(page.campaign("utm_source"), page.campaign("source"), page.campaign("ref"));
        String source = named.isEmpty() ? names.ofHost(referrer.host()) : names.ofParameter(named);
        return draft.withSource(new Source(
                cut(referrer.toString()),
                source,
                page.campaign("utm_medium"),
                page.campaign("utm_source"),
                page.campaign("utm_campaign"),
                page.campaign("utm_content"),
                page.campaign("utm_term")));
    }

    private static boolean isOwn(String host, Draft draft) {
        Sender sender = draft.arrival().sender();
        return !host.isEmpty()
                && (host.equals(Referrer.bare(draft.site()))
                        || host.equals(Referrer.bare(sender.originHost()))
                        || host.equals(Referrer.bare(sender.host())));
    }

    private static String firstOf(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static String cut(String text) {
        return text.length() <= Limits.MAX_REFERRER_BYTES ? text : text.substring(0, Limits.MAX_REFERRER_BYTES);
    }
}
