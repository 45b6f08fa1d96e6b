package dev.siteedge.maven.doctor;

import java.util.List;

/** One thing that the doctor looks at. Called once, on the doctor's thread. */
interface Check {
    /** One lower-case word or two, as the doctor's lines begin. */
    String name();

    /** What is to be said, in the order to say it; empty when all is well. */
    List<Finding> run(Diagnosis site);

    /**
     * Whether there is nothing to look at when the site could not be built. Runs then all the same when it is this
     * check's business {@linkplain Diagnosis#failureFor why}.
     */
    default boolean needsBuild() {
        return true;
    }
}
