package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header that a {@code _headers} file gives to some pages: an address on a line of its own, below it, indented,
 * {@code Name: value}. See https://developers.cloudflare.com/pages/configuration/headers/.
 *
 * @param line of the header, from 1
 * @param pattern path with {@code *} for anything and {@code :name} for one folder
 * @param name in lower case
 */
record HeaderRule(int line, Pattern pattern, String name, String value) {
    private static final Pattern HEADER = Pattern.compile("\\s+([\\w-]+)\\s*:\\s*(.*?)\\s*");
    private static final Pattern WILD = Pattern.compile("\\*|:[A-Za-z]\\w*");

    static List<HeaderRule> read(List<String> lines) {
        List<HeaderRule> rules = new ArrayList<>();
        Pattern path = WILD;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                rules.add(new HeaderRule(i + 1, path, header.group(1).toLowerCase(Locale.ROOT), header.group(2)));
            } else if (!line.isBlank() && !Character.isWhitespace(line.charAt(0)) && !line.startsWith("#")) {
                path = pattern(line.strip());
            }
        }
        return rules;
    }

    /** Whether a file has the header under one of the addresses that hosts give it. */
    boolean isFor(String file) {
        String path = "/" + file;
        return pattern.matcher(path).matches()
                || pattern.matcher(path.replaceFirst("(?:(?<=/)index)?\\.html$", ""))
                        .matches();
    }

    private static Pattern pattern(String address) {
        String path = address.replaceFirst("^https?://[^/]*", "");
        StringBuilder regex = new StringBuilder();
        int from = 0;
        Matcher wild = WILD.matcher(path);
        while (wild.find()) {
            regex.append(Pattern.quote(path.substring(from, wild.start())));
            regex.append(wild.group().equals("*") ? ".*" : "[^/]+");
            from = wild.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(path.substring(from))).toString());
    }
}
