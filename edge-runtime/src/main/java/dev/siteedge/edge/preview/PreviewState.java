package dev.siteedge.edge.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siteedge.edge.http.EventStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which build is served, and what is wrong with a later one. Tells whoever listens. Safe for use by many threads. */
public final class PreviewState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<EventStream> listeners = ConcurrentHashMap.newKeySet();
    /** Builds of an earlier preview have other names, so that pages of it reload. */
    private final long started;

    private int builds;
    private @Nullable String problem;

    /** @param started tells this preview from earlier ones, such as the time */
    public PreviewState(long started) {
        this.started = started;
    }

    /** A new build is served. */
    public void built() {
        synchronized (this) {
            builds++;
            problem = null;
        }
        tellAll();
    }

    /** A build failed; the last good one is served still. */
    public void failed(String message) {
        synchronized (this) {
            problem = message;
        }
        tellAll();
    }

    void tellAll() {
        listeners.forEach(EventStream::send);
    }

    synchronized String build() {
        return started + "-" + builds;
    }

    /** {@code {"build": name, "problem": one line or null}}. */
    synchronized String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("build", build());
        json.put("problem", problem);
        return json.toString();
    }

    void endAll() {
        listeners.forEach(EventStream::end);
    }

    void listen(EventStream listener) {
        listeners.add(listener);
    }

    void forget(EventStream listener) {
        listeners.remove(listener);
    }

    int listening() {
        return listeners.size();
    }
}
