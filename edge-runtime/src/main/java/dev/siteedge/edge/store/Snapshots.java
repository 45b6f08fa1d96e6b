package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.StateSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of the state, {@code snapshot/<owner>/<epoch>-<position>-<digest>.state} in the store and under the last part
 * of that name in a local folder. One that no manifest names does not exist.
 */
final class Snapshots {
    /** What all keys of this owner begin with. */
    static final String PREFIX = "snapshot/" + Recovery.OWNER + "/";

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final Pattern KEY = Pattern.compile("snapshot/[^/]+/(\\d{1,18})-(\\d{1,18})-([0-9a-f]{12})\\.state");

    private final Path folder;
    private final ObjectStore store;

    Snapshots(Path folder, ObjectStore store) {
        this.folder = folder;
        this.store = store;
    }

    /**
     * One that is on the local disk.
     *
     * @param received when the last event in it was received, in milliseconds since 1970
     * @param digest the first 12 hex digits of the SHA-256 of its bytes
     */
    record Parcel(long position, long received, String digest, Path file) {}

    static String key(Parcel parcel, long epoch) {
        return PREFIX + epoch + "-" + parcel.position() + "-" + parcel.digest() + ".state";
    }

    /** The position in a key. */
    static long position(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the key of a snapshot: " + key);
        }
        return Long.parseLong(parts.group(2));
    }

    /** Writes it to the local disk, durable when this returns. */
    Parcel write(StateSnapshot snapshot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            snapshot.write(out);
            byte[] bytes = out.toByteArray();
            String digest = digest(bytes);
            Path file = folder.resolve(snapshot.position() + "-" + digest + ".state");
            DurableFiles.replace(file, bytes);
            return new Parcel(snapshot.position(), snapshot.received(), digest, file);
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot can't be written: " + folder, e);
        }
    }

    /** Brings it to the store. */
    void put(Parcel parcel, String key) {
        try {
            // Named by its content: one that is there already is this one, from a try whose answer was lost.
            store.putIfAbsent(key, Files.readAllBytes(parcel.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot can't be read: " + parcel.file(), e);
        }
    }

    /**
     * Reads one, from the local disk if it is there whole.
     *
     * @return empty when it is nowhere whole
     * @throws StoreUnavailableException when it is not here and the store does not answer
     */
    Optional<StateSnapshot> load(String key) {
        Optional<byte[]> bytes = local(key).filter(found -> isWhole(key, found));
        if (bytes.isEmpty()) {
            bytes = store.get(key).map(ObjectStore.StoredObject::bytes).filter(found -> isWhole(key, found));
        }
        if (bytes.isEmpty()) {
            LOG.warn("{} is missing or damaged in {}", key, store);
            return Optional.empty();
        }
        try {
            return Optional.of(StateSnapshot.read(new ByteArrayInputStream(bytes.get())));
        } catch (IOException e) {
            LOG.warn("{} can't be read: {}", key, e.getMessage());
            return Optional.empty();
        }
    }

    /** Removes local copies of all but these. */
    void keepOnly(String key, Optional<Parcel> waiting) {
        String kept = fileName(key);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                boolean wanted = file.getFileName().toString().equals(kept)
                        || waiting.filter(parcel -> parcel.file().equals(file)).isPresent();
                if (!wanted) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("old snapshots stay in {}: {}", folder, e.getMessage());
        }
    }

    private Optional<byte[]> local(String key) {
        Path file = folder.resolve(fileName(key));
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} can't be read and is taken from the store: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isWhole(String key, byte[] bytes) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() && parts.group(3).equals(digest(bytes));
    }

    private static String fileName(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() ? parts.group(2) + "-" + parts.group(3) + ".state" : key.replace('/', '_');
    }

    private static String digest(byte[] bytes) {
        return Sha256.hex(bytes).substring(0, 12);
    }
}
