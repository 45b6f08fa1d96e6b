package dev.siteedge.edge.log;

/**
 * The wish that nothing of a site is left that was logged before. What comes after it counts as if the site were new.
 *
 * @param site its id
 * @param receipt the id under which it is said later what was done
 */
public record Erased(String site, String receipt) implements LogEntry {
    public Erased {
        if (site.isEmpty() || receipt.isEmpty()) {
            throw new IllegalArgumentException("not an erasure: '" + site + "', receipt '" + receipt + "'");
        }
    }
}
