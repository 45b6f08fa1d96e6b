package dev.siteedge.edge.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One site's rows of one day, by the folder names that Hive, Trino, Spark and DuckDB take for columns.
 *
 * @param site its id
 * @param date ISO 8601, a day of the site's zone
 */
public record Partition(String site, String date) {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    /** Folders of a local store have names of at most 255 bytes; a host has 253. */
    private static final int MAX_NAME = 240;

    /**
     * The key of a file.
     *
     * @param name never used before
     */
    String key(String name) {
        return folder() + Recovery.OWNER + "-" + name + ".parquet";
    }

    /** Ends in a slash. */
    String folder() {
        return "v1/site=" + encoded(site) + "/date=" + date + "/";
    }

    /** What is no letter, digit, dot, hyphen or underscore as {@code %41}, as Hive does it. */
    private static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(one) >= 0) {
                name.append((char) one);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", one & 0xff));
            }
        }
        if (name.length() <= MAX_NAME) {
            return name.toString();
        }
        String digest = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return name.substring(0, MAX_NAME - 17) + "-" + digest;
    }
}
