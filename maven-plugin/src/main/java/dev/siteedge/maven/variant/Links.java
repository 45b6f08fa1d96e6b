package dev.siteedge.maven.variant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Which links of a page lead to nothing of its own site. */
final class Links {
    private final Set<String> files;
    private final String baseurl;

    /**
     * Looks into a site.
     *
     * @param files names relative to the site, with {@code /} between parts
     * @param baseurl empty, or such as {@code /docs}
     */
    Links(Set<String> files, String baseurl) {
        this.files = files;
        this.baseurl = baseurl;
    }

    /**
     * The broken ones as they are written; links to other sites are not looked at.
     *
     * @param file the page's name
     */
    Set<String> broken(String file, String html) {
        Document page = Jsoup.parse(html);
        Set<String> broken = new LinkedHashSet<>();
        for (Element element :
                page.select("a[href],area[href],link[href],script[src],img[src],source[src],iframe[src]")) {
            String link = element.attr(element.hasAttr("href") ? "href" : "src").strip();
            boolean internal = !element.attr("rel").matches("(?i)canonical|preconnect|dns-prefetch");
            if (internal && !leadsSomewhere(file, link, page)) {
                broken.add(link);
            }
        }
        return broken;
    }

    private boolean leadsSomewhere(String file, String link, Document page) {
        if (link.startsWith("#")) {
            String id = link.substring(1);
            return id.isEmpty()
                    || id.equals("top")
                    || page.getElementById(id) != null
                    || !page.getElementsByAttributeValue("name", id).isEmpty();
        }
        try {
            URI target = URI.create("http://site.invalid" + baseurl + "/" + escaped(file))
                    .resolve(new URI(link));
            boolean own = "site.invalid".equals(target.getHost()) && !link.startsWith("//");
            return !own || target.getPath() == null || isThere(target.getPath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Browsers take more than the standard: what can't be judged is not broken.
            return true;
        }
    }

    private static String escaped(String file) throws URISyntaxException {
        return new URI(null, null, "/" + file, null).getRawPath().substring(1);
    }

    /** As the edge and GitHub Pages find files. */
    private boolean isThere(String path) {
        if (!path.startsWith(baseurl + "/") && !path.equals(baseurl)) {
            return false;
        }
        String name = path.equals(baseurl) ? "" : path.substring(baseurl.length() + 1);
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String folder = bare.isEmpty() ? "" : bare + "/";
        return files.contains(name)
                || files.contains(folder + "index.html")
                || files.contains(bare + ".html")
                || name.startsWith("_edge/")
                || isReserved(name);
    }

    /** What the edge answers itself. */
    private static boolean isReserved(String name) {
        return name.equals("dashboard") || name.startsWith("dashboard/") || name.startsWith("api/");
    }
}
