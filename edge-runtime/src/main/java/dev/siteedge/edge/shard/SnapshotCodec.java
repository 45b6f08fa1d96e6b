package dev.siteedge.edge.shard;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A snapshot as one CBOR map, deflated. Fields that are not known are skipped, so that one can be added without a new
 * version; what there is most of (values, minutes, units) is written as arrays without names.
 */
final class SnapshotCodec {
    /** Raised only when an older reader would misunderstand what is written. */
    private static final int VERSION = 1;

    private static final int BUFFER = 1 << 16;

    /** @param ids pairs of id and time, eight bytes each, big-endian */
    private record Stored(
            int version,
            long position,
            long received,
            byte[] ids,
            List<StoredSession> sessions,
            List<StoredPhase> phases,
            List<StoredTotal> totals,
            MinuteRing.Copy minutes) {}

    private record StoredSession(long key, OpenVisits open) {}

    private record StoredTotal(Units.Phase phase, String variant, Units.Total total) {}

    private record StoredPhase(Units.Phase phase, List<Units.State> units) {}

    private static final ObjectMapper CBOR = mapper();

    private SnapshotCodec() {}

    static void write(StateSnapshot snapshot, OutputStream out) throws IOException {
        List<StoredSession> sessions = new ArrayList<>();
        snapshot.sessions().forEach((key, open) -> sessions.add(new StoredSession(key, open)));
        List<StoredPhase> phases = new ArrayList<>();
        snapshot.units().forEach((phase, units) -> phases.add(new StoredPhase(phase, units)));
        List<StoredTotal> totals = new ArrayList<>();
        snapshot.totals()
                .forEach((phase, own) ->
                        own.forEach((variant, total) -> totals.add(new StoredTotal(phase, variant, total))));
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, BUFFER);
            CBOR.writeValue(
                    deflated,
                    new Stored(
                            VERSION,
                            snapshot.position(),
                            snapshot.received(),
                            bytes(snapshot.ids()),
                            sessions,
                            phases,
                            totals,
                            snapshot.minutes()));
            deflated.finish();
        } finally {
            deflater.end();
        }
    }

    static StateSnapshot read(InputStream in) throws IOException {
        Stored stored = stored(in);
        if (stored.version() > VERSION) {
            throw new IOException("the snapshot is of version " + stored.version() + "; this program reads up to "
                    + VERSION + ". Run the newer version.");
        }
        Map<Long, OpenVisits> sessions = new HashMap<>();
        stored.sessions().forEach(session -> sessions.put(session.key(), session.open()));
        Map<Units.Phase, List<Units.State>> units = new HashMap<>();
        stored.phases().forEach(phase -> units.put(phase.phase(), phase.units()));
        Map<Units.Phase, Map<String, Units.Total>> totals = new HashMap<>();
        stored.totals()
                .forEach(total -> totals.computeIfAbsent(total.phase(), unknown -> new HashMap<>())
                        .put(total.variant(), total.total()));
        return new StateSnapshot(
                stored.position(), stored.received(), ids(stored.ids()), sessions, units, totals, stored.minutes());
    }

    private static Stored stored(InputStream in) throws IOException {
        Inflater inflater = new Inflater();
        try {
            return CBOR.readValue(new InflaterInputStream(in, inflater, BUFFER), Stored.class);
        } finally {
            inflater.end();
        }
    }

    private static byte[] bytes(LongMap ids) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(ids.size(), 2 * Long.BYTES));
        ids.forEach((id, time) -> bytes.putLong(id).putLong(time));
        return bytes.array();
    }

    private static LongMap ids(byte[] pairs) {
        ByteBuffer bytes = ByteBuffer.wrap(pairs);
        LongMap ids = new LongMap(pairs.length / (2 * Long.BYTES));
        while (bytes.hasRemaining()) {
            ids.put(bytes.getLong(), bytes.getLong());
        }
        return ids;
    }

    private static ObjectMapper mapper() {
        CBORMapper mapper = new CBORMapper(CBORFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build());
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (Class<?> many : List.of(ValueTable.Value.class, PackedMinute.class, Units.State.class)) {
            mapper.configOverride(many).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
        }
        return mapper;
    }
}
