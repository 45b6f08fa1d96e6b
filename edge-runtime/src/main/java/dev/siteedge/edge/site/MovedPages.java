package dev.siteedge.edge.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What jekyll-redirect-from says in {@code redirects.json}: {@code {"/old/": "https://example.com/new/"}}. Its redirect
 * pages lie in the site too, for hosts that can't redirect; here a 301 takes their place. Immutable once read.
 */
final class MovedPages {
    static final String FILE = "redirects.json";
    private static final int STATUS = 301;
    private static final Pattern URL =
            Pattern.compile("https?://([^/?#:]*)(?::[0-9]+)?((?:[/?#].*)?)", Pattern.CASE_INSENSITIVE);

    /** By the name of the redirect page, or by path where there is none. */
    private final Map<String, Redirection> moved = new HashMap<>();

    private final FilePaths paths;
    private final String site;
    private final String baseurl;

    private MovedPages(Manifest manifest, FilePaths paths) {
        this.paths = paths;
        this.site = manifest.site();
        this.baseurl = manifest.baseurl();
    }

    static MovedPages read(Path folder, Manifest manifest, FilePaths paths, LeftOut leftOut) throws IOException {
        MovedPages pages = new MovedPages(manifest, paths);
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return pages;
        }
        if (Files.size(file) > RuleFile.MAX_FILE_BYTES) {
            leftOut.add(FILE + " is left out: it has " + Files.size(file) + " bytes; the limit is "
                    + RuleFile.MAX_FILE_BYTES + ". Shorten it.");
            return pages;
        }
        pages.add(file, leftOut);
        return pages;
    }

    private void add(Path file, LeftOut leftOut) throws IOException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            leftOut.add(FILE, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), "it is not JSON; correct it");
            return;
        }
        json.properties().forEach(entry -> {
            try {
                add(entry.getKey(), entry.getValue().asText());
            } catch (BadRuleException e) {
                leftOut.add(FILE + " is left out at '" + entry.getKey() + "': " + e.getMessage() + ".");
            }
        });
    }

    private void add(String from, String to) throws BadRuleException {
        String source = UrlPattern.below(baseurl, from.startsWith("/") ? from : "/" + from);
        String path = Percent.decode(source);
        Redirection redirection = new Redirection(
                STATUS, RedirectTarget.parse(own(to), Set.of(), baseurl).expand(Map.of()));
        if (leadsTo(key(path), redirection)) {
            throw new BadRuleException("it leads back to itself; correct its target");
        }
        moved.put(key(path), redirection);
    }

    /** Whether it leads back to a page, or further than browsers follow. */
    private boolean leadsTo(String key, Redirection first) {
        Redirection at = first;
        for (int hop = 0; hop < RedirectLoops.MAX_HOPS; hop++) {
            if (at == null || !at.inSite()) {
                return false;
            }
            String next = key(at.path());
            if (next.equals(key)) {
                return true;
            }
            at = moved.get(next);
        }
        return at != null;
    }

    /** A URL of this site without its host: a preview must not lead to production. */
    private String own(String to) {
        Matcher url = URL.matcher(to);
        if (!url.matches() || !url.group(1).equalsIgnoreCase(site)) {
            return to;
        }
        String rest = url.group(2).startsWith("/") ? url.group(2) : "/" + url.group(2);
        boolean elsewhere = !baseurl.isEmpty()
                && UrlPattern.below(baseurl, rest.split("[?#]", 2)[0]).equals(rest);
        return elsewhere ? to : rest;
    }

    /** Whichever way a page may be asked for, it has one key. */
    private String key(String path) {
        Target target = paths.settle(path);
        return target instanceof Target.Found found ? found.file().name() : path;
    }

    /** @param path decoded, below the baseurl */
    @Nullable Redirection find(String path) {
        return moved.isEmpty() ? null : moved.get(key(path));
    }
}
