package dev.siteedge.maven.doctor;

import dev.siteedge.maven.jekyll.BuildRequest;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a site's configuration files say, later files over earlier ones as Jekyll lays them. A file that is no YAML is left
 * out: the build says what is wrong with it, with its line.
 *
 * @param values of all files
 * @param unread names of files that are not YAML by their name, such as {@code _config.toml}
 * @param baseurl where the site is mounted, from the command line or the files; empty for the root
 */
record SiteConfig(Map<String, Object> values, List<String> unread, String baseurl) {
    static SiteConfig read(BuildRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        for (Path file : files(request)) {
            if (file.toString().matches("(?i).*\\.ya?ml")) {
                lay(yaml(file), values);
            } else {
                unread.add(String.valueOf(file.getFileName()));
            }
        }
        String named = request.options().baseurl();
        String baseurl = named == null ? Objects.toString(values.get("baseurl"), "") : named;
        return new SiteConfig(values, unread, baseurl.replaceFirst("/$", ""));
    }

    /** The text at the end of this way of keys; empty when there is none, or nothing in it. */
    Optional<String> text(String... keys) {
        return at(keys).filter(value -> !(value instanceof Map || value instanceof List))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }

    /** A list, or one value as a list of one. */
    List<String> list(String key) {
        Object value = values.get(key);
        if (value instanceof List<?> items) {
            return items.stream().filter(Objects::nonNull).map(Object::toString).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    Optional<Object> at(String... keys) {
        Object value = values;
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(value);
    }

    /** Scheme, host and port of {@code url}; a machine's own without one. */
    URI origin() {
        return text("url").flatMap(SiteConfig::origin).orElse(URI.create("http://localhost"));
    }

    /** Of an absolute URL with a host. */
    static Optional<URI> origin(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() == null || uri.getScheme() == null
                    ? Optional.empty()
                    : Optional.of(new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(BuildRequest request) {
        if (!request.config().isEmpty()) {
            return request.config();
        }
        return Stream.of("_config.yml", "_config.yaml", "_config.toml")
                .map(request.source()::resolve)
                .filter(Files::isRegularFile)
                .limit(1)
                .toList();
    }

    private static @Nullable Object yaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException | YAMLException e) {
            // The build fails on the same file and names the line.
            return null;
        }
    }

    private static void lay(@Nullable Object upper, Map<String, Object> lower) {
        if (!(upper instanceof Map<?, ?> map)) {
            return;
        }
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value instanceof Map<?, ?> && lower.get(name) instanceof Map<?, ?> under) {
                Map<String, Object> merged = new LinkedHashMap<>();
                lay(under, merged);
                lay(value, merged);
                lower.put(name, merged);
            } else {
                lower.put(name, value);
            }
        });
    }
}
