package dev.siteedge.edge.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of all shards after one position of the log; with what came later it gives the state of one that never
 * stopped. It does not say which shard had what: a shard's number depends on the visitor's address.
 *
 * @param position everything up to here is in it
 * @param received the time of that batch, milliseconds since 1970
 * @param ids by fingerprint, when they were received
 * @param sessions open ones, by their keys
 * @param units those that can come again
 * @param totals by variant, of those that can not
 */
public record StateSnapshot(
        long position,
        long received,
        LongMap ids,
        Map<Long, OpenVisits> sessions,
        Map<Units.Phase, List<Units.State>> units,
        Map<Units.Phase, Map<String, Units.Total>> totals,
        MinuteRing.Copy minutes) {

    /** Parts that are newer come later and win. */
    static StateSnapshot of(long position, long received, Recovered recovered, List<Shard.Copy> shards) {
        LongMap ids = new LongMap(recovered.ids().size()
                + shards.stream().mapToInt(shard -> shard.ids().length / 2).sum());
        Map<Long, OpenVisits> sessions = new HashMap<>();
        Map<Units.Phase, List<Units.State>> units = new HashMap<>();
        Map<Units.Phase, Map<String, Units.Total>> totals = new HashMap<>();
        List<MinuteRing.Copy> minutes = new ArrayList<>(List.of(recovered.minutes()));
        recovered.ids().forEach((id, time) -> putRecent(ids, id, time, received));
        sessions.putAll(recovered.sessions());
        for (Shard.Copy shard : shards) {
            for (int i = 0; i < shard.ids().length; i += 2) {
                putRecent(ids, shard.ids()[i], shard.ids()[i + 1], received);
            }
            sessions.putAll(shard.sessions());
            shard.units()
                    .forEach((phase, own) -> units.computeIfAbsent(phase, unknown -> new ArrayList<>())
                            .addAll(own));
            shard.totals()
                    .forEach((phase, own) ->
                            own.forEach((variant, total) -> totals.computeIfAbsent(phase, unknown -> new HashMap<>())
                                    .merge(variant, total, Units.Total::plus)));
            minutes.add(shard.minutes());
        }
        sessions.values().removeIf(open -> open.touched() < received - Sessions.IDLE_MILLIS);
        return new StateSnapshot(
                position,
                received,
                ids,
                sessions,
                units,
                totals,
                MinuteRing.united(minutes).copy());
    }

    private static void putRecent(LongMap ids, long id, long time, long received) {
        if (time >= received - RecentIds.WINDOW_MILLIS) {
            ids.put(id, time);
        }
    }

    /** Writes it; does not close the stream. */
    public void write(OutputStream out) throws IOException {
        SnapshotCodec.write(this, out);
    }

    /** @throws IOException when it is damaged or of a newer version */
    public static StateSnapshot read(InputStream in) throws IOException {
        return SnapshotCodec.read(in);
    }
}
