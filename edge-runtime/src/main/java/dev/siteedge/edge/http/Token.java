package dev.siteedge.edge.http;

import java.time.Instant;

/**
 * A token as it is kept: what was handed out can't be told from it.
 *
 * @param id to name it when it is revoked, 8 characters
 * @param name what its maker called it
 * @param sha256 of the token, in hex; a token has 256 random bits, so a plain digest can't be searched
 */
public record Token(String id, String name, Scope scope, String sha256, Instant created) {}
