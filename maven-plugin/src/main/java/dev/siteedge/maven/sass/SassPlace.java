package dev.siteedge.maven.sass;

import com.sass_lang.embedded_protocol.SourceSpan;

/**
 * Something that Dart Sass says about a place in a style sheet.
 *
 * @param url of the file, empty when it is not known
 * @param line from 1
 * @param message one line
 */
public record SassPlace(String url, int line, String message) {
    static SassPlace of(SourceSpan span, String message) {
        String firstLine = message.lines().findFirst().orElse("");
        return new SassPlace(span.getUrl(), span.getStart().getLine() + 1, firstLine);
    }
}
