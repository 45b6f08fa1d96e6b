package dev.siteedge.edge.event;

import org.jspecify.annotations.Nullable;

/**
 * Who sent an event, without saying who that is.
 *
 * @param hash keyed hash of the day's salt, the site, the IP and the user agent; all 64 bits are used
 * @param previous the hash under yesterday's salt in the 30 minutes after a rotation, so that an open session keeps it;
 *     else null
 * @param session the client's session id when consent allows one, else null
 * @param user the digest of the client's anonymous user id when consent allows one, else null
 */
public record Visitor(
        long hash,
        @Nullable Long previous,
        @Nullable String session,
        @Nullable String user) {}
