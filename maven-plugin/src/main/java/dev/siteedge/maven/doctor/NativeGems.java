package dev.siteedge.maven.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** Gems with an extension in C, which JRuby cannot load: the table that the build reads, too. */
final class NativeGems {
    private static final String TABLE = "/dev/siteedge/maven/jekyll/ruby/site_edge/native_gems.properties";

    private NativeGems() {}

    /** What to do without the gem; empty when it is not known to be native. */
    static Optional<String> remedy(String gem) {
        try (InputStream stream = NativeGems.class.getResourceAsStream(TABLE);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            Properties table = new Properties();
            table.load(reader);
            return Optional.ofNullable(table.getProperty(gem)).map(remedy -> remedy + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
