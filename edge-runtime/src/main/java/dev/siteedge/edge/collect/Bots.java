package dev.siteedge.edge.collect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a user agent is a program's. {@code bots.txt} holds one expression per line: those of isbot 5.2.3
 * (https://github.com/omrilotan/isbot, public domain).
 */
final class Bots {
    private final Pattern pattern;

    Bots() {
        try (InputStream in = Objects.requireNonNull(Bots.class.getResourceAsStream("bots.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            pattern = Pattern.compile(
                    lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.joining("|")),
                    Pattern.CASE_INSENSITIVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param userAgent no user agent is a program's */
    boolean matches(String userAgent) {
        return userAgent.isEmpty() || pattern.matcher(userAgent).find();
    }
}
