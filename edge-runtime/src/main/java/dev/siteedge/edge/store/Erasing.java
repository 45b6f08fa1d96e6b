package dev.siteedge.edge.store;

/**
 * The wish to erase a site, and how far it is.
 *
 * @param receipt the id of its receipt
 * @param position that of the wish in the log: rows of the site at or below it go, later ones stay
 * @param requested ISO 8601
 * @param rowsRemoved from objects
 * @param objectsRewritten because they held rows of others, too
 * @param objectsDeleted as a whole
 */
public record Erasing(
        String site,
        String receipt,
        long position,
        String requested,
        long rowsRemoved,
        long objectsRewritten,
        long objectsDeleted) {
    static Erasing of(String site, String receipt, long position, String requested) {
        return new Erasing(site, receipt, position, requested, 0, 0, 0);
    }

    Erasing plus(long rows, long rewritten, long deleted) {
        return new Erasing(
                site,
                receipt,
                position,
                requested,
                rowsRemoved + rows,
                objectsRewritten + rewritten,
                objectsDeleted + deleted);
    }

    /** The same wish, which came along behind another log to a later place. */
    Erasing at(long later) {
        return new Erasing(site, receipt, later, requested, rowsRemoved, objectsRewritten, objectsDeleted);
    }

    /** Whether a row has to go. */
    boolean covers(String rowSite, long rowPosition) {
        return rowPosition <= position && rowSite.equals(site);
    }
}
