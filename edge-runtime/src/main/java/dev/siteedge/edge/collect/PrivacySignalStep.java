package dev.siteedge.edge.collect;

/** Honours the browser's wish not to be counted: Global Privacy Control and Do Not Track. */
record PrivacySignalStep(boolean dropGpc, boolean dropDnt) implements Step {
    @Override
    public String name() {
        return "privacy-signal";
    }

    @Override
    public Outcome apply(Draft draft) {
        if (dropGpc && draft.arrival().sender().gpc()) {
            return new Outcome.Dropped("gpc");
        }
        if (dropDnt && draft.arrival().sender().dnt()) {
            return new Outcome.Dropped("dnt");
        }
        return draft;
    }
}
