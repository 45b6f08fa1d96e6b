package dev.siteedge.edge.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one owner's log; replacing it is the commit. Its object is {@code manifest/<owner>.json}.
 *
 * @param version of this format, 1
 * @param logId the name of the process that owns, see {@link Tenures}
 * @param epoch raised by each process that takes the log over; a lower one is fenced
 * @param revision how often it was replaced: no two have the same bytes, and so the same ETag. Otherwise a swap whose answer
 *     was lost could happen much later, when all that came after it was taken back
 * @param position everything up to here is in {@code files}
 * @param files those of compaction, then those of flushes in the order of their positions
 * @param deleting keys that are no longer part of the data and whose deletion was not verified yet
 * @param snapshot the key of the state's last snapshot, null when there is none
 * @param snapshotReceived when the last event in it was received, in milliseconds since 1970; 0 without one. It has forgotten
 *     what was too old then, so no log that begins behind it may begin earlier
 * @param erasing sites that are being erased, at or below the position
 * @param before how far the last owners before this one came, oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        int version,
        String logId,
        long epoch,
        long revision,
        long position,
        List<Segment> files,
        List<String> deleting,
        @Nullable String snapshot,
        long snapshotReceived,
        List<Erasing> erasing,
        List<Before> before) {
    static final int VERSION = 1;
    /** A folder that was away for longer has its events told apart by their ids alone. */
    static final int MAX_BEFORE = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * An earlier owner.
     *
     * @param position everything of it up to here is stored, and nothing after it
     */
    public record Before(String logId, long position) {}

    public Manifest {
        files = List.copyOf(files);
        deleting = deleting == null ? List.of() : List.copyOf(deleting);
        erasing = erasing == null ? List.of() : List.copyOf(erasing);
        before = before == null ? List.of() : List.copyOf(before);
    }

    static Manifest empty(String logId, long position) {
        return new Manifest(VERSION, logId, 0, 0, position, List.of(), List.of(), null, 0, List.of(), List.of());
    }

    /** The next one, in whatever it differs. */
    Manifest withRevision(long newRevision) {
        return new Manifest(
                version,
                logId,
                epoch,
                newRevision,
                position,
                files,
                deleting,
                snapshot,
                snapshotReceived,
                erasing,
                before);
    }

    Manifest withOwner(String newLogId, long newEpoch) {
        List<Before> owners = new ArrayList<>(before);
        if (epoch > 0) {
            owners.add(new Before(logId, position));
        }
        List<Before> last = owners.subList(Math.max(0, owners.size() - MAX_BEFORE), owners.size());
        return new Manifest(
                version,
                newLogId,
                newEpoch,
                revision,
                position,
                files,
                deleting,
                snapshot,
                snapshotReceived,
                erasing,
                last);
    }

    Manifest withMore(List<Segment> more, long newPosition) {
        List<Segment> all = new ArrayList<>(files);
        all.addAll(more);
        return new Manifest(
                version,
                logId,
                epoch,
                revision,
                newPosition,
                all,
                deleting,
                snapshot,
                snapshotReceived,
                erasing,
                before);
    }

    Manifest withFiles(List<Segment> newFiles, List<String> newDeleting) {
        return new Manifest(
                version,
                logId,
                epoch,
                revision,
                position,
                newFiles,
                newDeleting,
                snapshot,
                snapshotReceived,
                erasing,
                before);
    }

    Manifest withSnapshot(String newSnapshot, long newReceived) {
        return new Manifest(
                version, logId, epoch, revision, position, files, deleting, newSnapshot, newReceived, erasing, before);
    }

    Manifest withErasing(List<Erasing> newErasing) {
        return new Manifest(
                version,
                logId,
                epoch,
                revision,
                position,
                files,
                deleting,
                snapshot,
                snapshotReceived,
                newErasing,
                before);
    }

    /** With how far an erasure is now. */
    Manifest with(Erasing further) {
        return withErasing(erasing.stream()
                .map(one -> one.receipt().equals(further.receipt()) ? further : one)
                .toList());
    }

    /** An erasure is done. */
    Manifest without(Erasing done) {
        return withErasing(erasing.stream()
                .filter(one -> !one.receipt().equals(done.receipt()))
                .toList());
    }

    /** What the snapshot has in it; 0 without one. */
    long snapshotPosition() {
        return snapshot == null ? 0 : Snapshots.position(snapshot);
    }

    /** The epoch under which the newest file was committed; 0 without files. */
    long lastCommittedEpoch() {
        return files.stream().mapToLong(file -> Flusher.epoch(file.key())).max().orElse(0);
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is writable as JSON", e);
        }
    }

    /** @throws IOException when it is no manifest, or of a newer version */
    static Manifest parse(byte[] json) throws IOException {
        Manifest manifest = JSON.readValue(json, Manifest.class);
        if (manifest.version() > VERSION) {
            throw new IOException("the manifest is of version " + manifest.version() + "; this program reads up to "
                    + VERSION + ". Run the newer version.");
        }
        return manifest;
    }
}
