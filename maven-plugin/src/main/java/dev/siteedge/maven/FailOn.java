package dev.siteedge.maven;

/** What fails a build. */
enum FailOn {
    ERROR,
    WARN
}
