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
 * @param logId whose positions these are
 * @param epoch raised by each process that takes the log over; a lower one is fenced
 * @param position everything up to here is in {@code files}
 * @param files those of compaction, then those of flushes in the order of their positions
 * @param deleting keys that are no longer part of the data and whose deletion was not verified yet
 * @param snapshot the key of the state's last snapshot, null when there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        int version,
        String logId,
        long epoch,
        long position,
        List<Segment> files,
        List<String> deleting,
        @Nullable String snapshot) {
    static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Manifest {
        files = List.copyOf(files);
        deleting = deleting == null ? List.of() : List.copyOf(deleting);
    }

    static Manifest empty(String logId, long position) {
        return new Manifest(VERSION, logId, 0, position, List.of(), List.of(), null);
    }

    Manifest withOwner(String newLogId, long newEpoch) {
        return new Manifest(version, newLogId, newEpoch, position, files, deleting, snapshot);
    }

    Manifest withMore(List<Segment> more, long newPosition) {
        List<Segment> all = new ArrayList<>(files);
        all.addAll(more);
        return new Manifest(version, logId, epoch, newPosition, all, deleting, snapshot);
    }

    Manifest withFiles(List<Segment> newFiles, List<String> newDeleting) {
        return new Manifest(version, logId, epoch, position, newFiles, newDeleting, snapshot);
    }

    Manifest withSnapshot(String newSnapshot) {
        return new Manifest(version, logId, epoch, position, files, deleting, newSnapshot);
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
