package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words before the options, and the options' values; {@code --name value} or {@code --name=value}. */
final class CommandLine {
    private final List<String> words;
    private final Map<String, String> options;

    private CommandLine(List<String> words, Map<String, String> options) {
        this.words = words;
        this.options = options;
    }

    /** @throws StartRefused for an option that the command does not have, or has no value */
    static CommandLine parse(String[] args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                words.add(args[i]);
                continue;
            }
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            if (name.equals("--help") || name.equals("--version")) {
                options.put(name, "");
            } else if (equals < 0 && (i + 1 == args.length || args[i + 1].startsWith("--"))) {
                throw new StartRefused(name + " is wrong: it has no value. See --help.");
            } else {
                options.put(name, equals < 0 ? args[++i] : args[i].substring(equals + 1));
            }
        }
        return new CommandLine(words, options);
    }

    /** @throws StartRefused when there is an option that is none of these */
    void allow(String... known) {
        for (String name : options.keySet()) {
            if (!List.of(known).contains(name)) {
                throw new StartRefused(name + " is unknown; choices: " + String.join(", ", known) + ". See --help.");
            }
        }
    }

    /** Empty when there are fewer words. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    int words() {
        return words.size();
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    @Nullable String text(String option) {
        return options.get(option);
    }

    Path requiredPath(String option, String remedy) {
        Path path = path(option);
        if (path == null) {
            throw new StartRefused(option + " is missing. " + remedy);
        }
        return path;
    }

    @Nullable Path path(String option) {
        String text = options.get(option);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw new StartRefused(option + " is wrong: " + text + "; a path. Name another.");
        }
    }

    @Nullable Integer port(String option) {
        String text = options.get(option);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StartRefused(
                    option + " is wrong: " + text + "; a whole number from 0 to 65535. Use 0 for any free port.");
        }
        return Integer.valueOf(text);
    }
}
