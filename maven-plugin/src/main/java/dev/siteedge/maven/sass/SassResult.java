package dev.siteedge.maven.sass;

import java.util.List;

/**
 * A compiled style sheet.
 *
 * @param css as Dart Sass writes it, without a reference to the source map
 * @param sourceMap JSON, empty when none was asked for
 * @param warnings in the order in which Dart Sass gave them
 */
public record SassResult(String css, String sourceMap, List<SassPlace> warnings) {
    public SassResult {
        warnings = List.copyOf(warnings);
    }
}
