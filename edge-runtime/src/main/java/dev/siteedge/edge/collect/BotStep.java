package dev.siteedge.edge.collect;

/** Drops what programs send. People at this machine, whose tests drive headless browsers, are judged only when asked. */
record BotStep(boolean enabled, boolean judgeLoopback) implements Step {
    @Override
    public String name() {
        return "bot";
    }

    @Override
    public Outcome apply(Draft draft) {
        Sender sender = draft.arrival().sender();
        boolean judged = enabled && (judgeLoopback || !sender.trustedLoopback());
        return judged && sender.agent().bot() ? new Outcome.Dropped("bot") : draft;
    }
}
