package dev.siteedge.maven.jekyll;

/** Who runs Jekyll. One build at a time. */
interface BuildJvm {
    /**
     * Builds into the staged site; whether that went well stands in the output.
     *
     * @param files how many files the site's source holds, up to {@link ChildJvm#FILES_OF_A_LARGE_SITE}
     */
    void build(BuildRequest request, Staging staging, int files, ChildOutput output);

    /** What a user calls it. */
    default String name() {
        return "The build process";
    }

    /** A new JVM for each build: nothing of one reaches the next. */
    static BuildJvm fresh() {
        return (request, staging, files, output) -> {
            try (ChildProcess process = ChildProcess.start(request, files, true, staging.work())) {
                process.build(ChildRequest.of(request, staging), output);
            }
        };
    }
}
