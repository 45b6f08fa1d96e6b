package dev.siteedge.edge.collect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The names of well-known sources. {@code sources.txt} holds one per line: the name, {@code =}, and the hosts (also those
 * of their subdomains) and {@code utm_source} words that stand for it. {@code google.*} stands for Google in any country.
 */
final class SourceNames {
    private static final Pattern COUNTRY = Pattern.compile("[a-z]{2,3}(\\.[a-z]{2})?");
    private final Map<String, String> names = new HashMap<>();

    SourceNames() {
        try (InputStream in = Objects.requireNonNull(SourceNames.class.getResourceAsStream("sources.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a referrer's host; the host itself when it is not a known one. */
    String ofHost(String host) {
        for (int start = 0; start >= 0; start = host.indexOf('.', start) + 1) {
            String suffix = host.substring(start);
            String name = names.get(suffix);
            if (name == null) {
                int dot = suffix.indexOf('.');
                boolean country =
                        dot > 0 && COUNTRY.matcher(suffix.substring(dot + 1)).matches();
                name = country ? names.get(suffix.substring(0, dot) + ".*") : null;
            }
            if (name != null) {
                return name;
            }
            if (host.indexOf('.', start) < 0) {
                break;
            }
        }
        return host;
    }

    /** The name that a {@code utm_source}, {@code source} or {@code ref} stands for; the word itself when unknown. */
    String ofParameter(String word) {
        String name = names.get(word.toLowerCase(Locale.ROOT));
        if (name != null) {
            return name;
        }
        String byHost = ofHost(Referrer.bare(word));
        return byHost.equals(Referrer.bare(word)) ? word : byHost;
    }

    private void add(String line) {
        int equals = line.indexOf('=');
        String name = line.substring(0, equals).strip();
        names.put(name.toLowerCase(Locale.ROOT), name);
        for (String word : line.substring(equals + 1).strip().split("\\s+", -1)) {
            names.put(word, name);
        }
    }
}
