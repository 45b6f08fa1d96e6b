package dev.siteedge.edge.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.EventCodec;
import dev.siteedge.edge.event.SharedValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log entries as CBOR. A batch is a CBOR sequence (RFC 8742): its entries' bytes one after the other. An event is
 * {@code {"h": shard, "e": event, "at": ms}}, where {@code at} is left out when it happened as it was received, a cut {@code {"c": [from, to, epoch]}}, an erasure
 * {@code {"x": [site, receipt]}}.
 */
final class EntryCodec {
    private static final int TYPICAL_BYTES = 256;

    private final CBORFactory cbor = new CBORFactory();

    /**
     * Entries one after the other.
     *
     * @param sizes how many bytes each takes
     */
    record Encoded(byte[] sequence, int[] sizes) {}

    byte[] encode(LogEntry entry) {
        return encode(List.of(entry)).sequence();
    }

    Encoded encode(List<? extends LogEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES * entries.size());
        int[] sizes = new int[entries.size()];
        try (CBORGenerator out = cbor.createGenerator(bytes)) {
            for (int i = 0; i < sizes.length; i++) {
                int before = bytes.size() + out.getOutputBuffered();
                write(out, entries.get(i));
                sizes[i] = bytes.size() + out.getOutputBuffered() - before;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Encoded(bytes.toByteArray(), sizes);
    }

    private static void write(CBORGenerator out, LogEntry entry) throws IOException {
        out.writeStartObject();
        if (entry instanceof Routed routed) {
            out.writeNumberField("h", routed.shard());
            out.writeFieldName("e");
            EventCodec.write(out, routed.event());
            Long at = routed.at();
            if (at != null) {
                out.writeNumberField("at", at);
            }
        } else if (entry instanceof Cut cut) {
            out.writeFieldName("c");
            out.writeArray(new long[] {cut.from(), cut.to(), cut.epoch()}, 0, 3);
        } else if (entry instanceof Erased erased) {
            out.writeFieldName("x");
            out.writeArray(new String[] {erased.site(), erased.receipt()}, 0, 2);
        }
        out.writeEndObject();
    }

    List<Batch.Logged> decode(long first, byte[] sequence, SharedValues shared) throws IOException {
        List<Batch.Logged> entries = new ArrayList<>();
        try (JsonParser in = cbor.createParser(sequence)) {
            long start = 0;
            while (in.nextToken() != null) {
                LogEntry entry = entry(in, shared);
                long end = in.currentLocation().getByteOffset();
                entries.add(new Batch.Logged(first + entries.size(), (int) (end - start), entry));
                start = end;
            }
        }
        return entries;
    }

    private static LogEntry entry(JsonParser in, SharedValues shared) throws IOException {
        int shard = 0;
        Event event = null;
        Long at = null;
        LogEntry decision = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            in.nextToken();
            switch (key) {
                case "h" -> shard = in.getIntValue();
                case "e" -> event = EventCodec.read(in, shared);
                case "at" -> at = in.getLongValue();
                case "c" -> decision = cut(in);
                case "x" -> decision = erased(in);
                default -> in.skipChildren();
            }
        }
        return complete(event == null ? null : new Routed(shard, event, at), decision);
    }

    private static LogEntry complete(@Nullable Routed routed, @Nullable LogEntry decision) throws IOException {
        if (routed != null) {
            return routed;
        }
        if (decision != null) {
            return decision;
        }
        throw new IOException("an entry of the log that is no event, no cut and no erasure");
    }

    private static Erased erased(JsonParser in) throws IOException {
        String site = in.nextTextValue();
        String receipt = in.nextTextValue();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
        return new Erased(site == null ? "" : site, receipt == null ? "" : receipt);
    }

    private static Cut cut(JsonParser in) throws IOException {
        long[] numbers = new long[3];
        for (int i = 0; i < numbers.length; i++) {
            in.nextToken();
            numbers[i] = in.getLongValue();
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
        return new Cut(numbers[0], numbers[1], numbers[2]);
    }
}
