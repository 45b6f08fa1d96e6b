package dev.siteedge.maven.sass;

import com.sass_lang.embedded_protocol.LogEventType;
import com.sass_lang.embedded_protocol.OutboundMessage.LogEventOrBuilder;
import de.larsgrefer.sass.embedded.logging.LoggingHandler;
import java.util.ArrayList;
import java.util.List;

/** Collects what Dart Sass warns of during one compilation. */
final class SassWarnings implements LoggingHandler {
    private final List<SassPlace> places = new ArrayList<>();

    @Override
    public void handle(LogEventOrBuilder event) {
        if (event.getType() != LogEventType.DEBUG) {
            places.add(SassPlace.of(event.getSpan(), event.getMessage()));
        }
    }

    List<SassPlace> places() {
        return List.copyOf(places);
    }
}
