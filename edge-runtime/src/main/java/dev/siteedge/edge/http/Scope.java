package dev.siteedge.edge.http;

/** What a token allows; each allows what the ones before it allow. */
public enum Scope {
    READ,
    WRITE,
    ADMIN;

    boolean includes(Scope other) {
        return compareTo(other) >= 0;
    }
}
