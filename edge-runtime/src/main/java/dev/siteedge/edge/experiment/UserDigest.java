package dev.siteedge.edge.experiment;

/** Turns a user id that a caller brings into what is logged instead of it. Safe for use by many threads. */
@FunctionalInterface
public interface UserDigest {
    /** The first 16 bytes of SHA-256 over site, line feed and user id, in lower-case hex. */
    String digest(String site, String userId);
}
