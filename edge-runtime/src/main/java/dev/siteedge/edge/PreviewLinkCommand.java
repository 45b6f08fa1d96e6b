package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.identity.PreviewLinks;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code preview-link create}: an address that shows certain variants for a while, to whoever has it. */
final class PreviewLinkCommand {
    private static final int DAYS = 7;
    private static final int MAX_DAYS = 365;
    private static final String VARIANT = "[a-z0-9-]{1,64}\\.[a-z0-9-]{1,32}";

    private final CommandLine line;
    private final PrintStream out;
    private final Clock clock;

    PreviewLinkCommand(CommandLine line, PrintStream out, Clock clock) {
        this.line = line;
        this.out = out;
        this.clock = clock;
    }

    void run() {
        if (!line.word(1).equals("create")) {
            throw new StartRefused("preview-link is wrong: '" + line.word(1) + "'; choose create. See --help.");
        }
        line.allow("--data", "--url", "--variant", "--days");
        Path data = line.requiredPath("--data", "Name the data folder.");
        String variants = variants(line.text("--variant"));
        URI url = url(line.text("--url"));
        Instant until = clock.instant().plus(Duration.ofDays(days(line.text("--days"))));
        Folders.requireWritable(data);
        String token = PreviewLinks.open(data, new SecureRandom()).token(variants, until);
        String query = url.getRawQuery() == null ? "?" : "?" + url.getRawQuery() + "&";
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        out.println(url.getScheme() + "://" + url.getRawAuthority() + path + query + "site-edge-variant=" + variants
                + "&site-edge-token=" + token);
    }

    private static String variants(@Nullable String text) {
        if (text == null || !text.matches(VARIANT + "(," + VARIANT + ")*")) {
            throw new StartRefused("--variant is wrong: " + text
                    + "; an experiment and a variant, such as hero.bold, or" + " several with commas. Try again.");
        }
        return text;
    }

    private static URI url(@Nullable String text) {
        try {
            URI url = new URI(text == null ? "" : text);
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new StartRefused("--url is wrong: " + text + "; a page's address. Write it like https://example.com/.");
    }

    private static int days(@Nullable String text) {
        if (text == null) {
            return DAYS;
        }
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MAX_DAYS) {
            throw new StartRefused("--days is wrong: " + text + "; a whole number from 1 to " + MAX_DAYS + ". Try 7.");
        }
        return Integer.parseInt(text);
    }
}
