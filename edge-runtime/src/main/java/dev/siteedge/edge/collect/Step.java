package dev.siteedge.edge.collect;

/** One stage of the pipeline. Runs on the request's thread; keeps nothing of what it sees. */
interface Step {
    /** For logs and counters, in kebab case. */
    String name();

    Outcome apply(Draft draft);
}
