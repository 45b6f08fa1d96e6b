package dev.siteedge.edge.site;

import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** One version of a file, plain and in the encodings that it lies in. Immutable. */
record Encodings(FileContent plain, Map<Encoding, FileContent> compressed) {
    Encodings {
        compressed = compressed.isEmpty() ? Map.of() : new EnumMap<>(compressed);
    }

    /** The one that the request prefers. */
    FileContent preferredBy(Request request) {
        if (!compressed.isEmpty()) {
            String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
            for (Map.Entry<Encoding, FileContent> entry : compressed.entrySet()) {
                if (entry.getKey().acceptedBy(accepted)) {
                    return entry.getValue();
                }
            }
        }
        return plain;
    }

    /** The heap and direct memory it takes, about. */
    int weight() {
        long bytes = 1_024 + plain.getContentLengthValue();
        for (FileContent content : compressed.values()) {
            bytes += 1_024 + content.getContentLengthValue();
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
