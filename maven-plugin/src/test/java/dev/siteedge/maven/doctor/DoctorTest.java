package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.jekyll.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole doctor on sites that Jekyll builds. */
class DoctorTest {
    private static final String LAYOUT =
            "<!DOCTYPE html>\n<html><head>\n<title>A</title>\n</head><body>{{ content }}</body></html>\n";

    @TempDir
    Path folder;

    private final Lines log = new Lines();

    @Test
    void healthySite_passesEveryCheckAndLeavesNothingBehind() throws IOException {
        SickSite site = new SickSite(folder)
                .source("_config.yml", "url: https://example.com\nplugins: [jekyll-sitemap, jekyll-feed]\n")
                .source("_layouts/default.html", LAYOUT)
                .source("_headers", "/*\n  Content-Security-Policy: default-src 'self'\n")
                .source("private.md", "---\nlayout: default\nsite_edge: false\n---\n")
                .source(
                        "index.md",
                        "---\nlayout: default\n---\n{% experiment hero %}{% variant control %}A{% variant bold %}B{% endexperiment %}\n")
                .source(
                        "_data/experiments.yml",
                        "- id: hero\n  status: running\n  goals: [signup]\n  variants:\n    - {name: control, weight: 50}\n    - {name: bold, weight: 50}\n");
        Path destination = folder.resolve("site");
        Files.createDirectories(destination);
        Files.writeString(destination.resolve("old.txt"), "the user's");

        Verdict verdict = examine(site, destination);

        assertThat(log.lines)
                .containsExactly(
                        "INFO ok   java: Java " + Runtime.version() + ".",
                        "INFO ok   configuration",
                        "INFO ok   gems",
                        "INFO ok   build",
                        "INFO ok   experiments",
                        "INFO ok   permalinks",
                        "INFO ok   reserved paths",
                        "INFO ok   sitemap",
                        "INFO ok   tracker: 2 of 3 pages have it.",
                        "INFO ok   csp",
                        "INFO ok   edge",
                        "INFO 11 checks: 0 errors, 0 warnings.");
        assertThat(verdict).isEqualTo(new Verdict(11, 0, 0, 0));
        assertThat(destination).isDirectoryContaining("glob:**/old.txt");
        assertThat(folder.resolve("scratch")).doesNotExist();
    }

    @Test
    void sickSite_hasEachFindingUnderItsName() throws IOException {
        SickSite site = new SickSite(folder)
                .source(
                        "_layouts/default.html",
                        LAYOUT.replace(
                                "<title>",
                                "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><title>"))
                .source("index.md", "---\nlayout: default\n---\n")
                .source("news.md", "---\nlayout: default\npermalink: /news/\n---\n")
                .source(
                        "sitemap.xml",
                        "---\n---\n<urlset><url><loc>https://example.com/_edge/variants/hero.bold/</loc></url></urlset>\n")
                .source("bare.html", "---\n---\n<!DOCTYPE html><title>B</title>\n");

        Verdict verdict = examine(site, folder.resolve("site"));

        assertThat(log.lines)
                .filteredOn(line -> !line.startsWith("INFO"))
                .containsExactly(
                        "ERROR ERROR sitemap: sitemap.xml lists variant pages: https://example.com/_edge/variants/hero.bold/."
                                + " List site.pages and collections only; a variant has its page's address.",
                        "WARN WARN tracker: missing, as there is no end of a <head> to put it before: bare.html."
                                + " Write <head> and </head> in the layout.",
                        "ERROR ERROR csp: index.html, news/index.html: Content-Security-Policy blocks the tracker's script"
                                + " https://example.com/_edge/site-edge.js. Add 'self' to script-src.");
        assertThat(verdict).isEqualTo(new Verdict(11, 0, 1, 2));
    }

    @Test
    void siteThatDoesNotBuild_hasTheBuildsLineAndTheChecksThatNeedNone() throws IOException {
        SickSite site = new SickSite(folder)
                .source("_config.yml", "title: no address\n")
                .source("a.md", "---\npermalink: /same/\n---\n")
                .source("b.md", "---\npermalink: /same/\n---\n");

        Verdict verdict = examine(site, folder.resolve("site"));

        assertThat(log.lines)
                .filteredOn(line -> !line.startsWith("INFO ok"))
                .containsExactly(
                        "WARN WARN configuration: _config.yml: url is not set; visits are counted for the site localhost."
                                + " Write the site's address, such as url: https://example.com.",
                        "ERROR ERROR build: the site cannot be built. Mend what the check permalinks names.",
                        "INFO --   experiments: not looked at, as there is no site to look at.",
                        "ERROR ERROR permalinks: Destination is shared: /same/index.html is written by a.md and b.md."
                                + " Give one of them another permalink.",
                        "INFO --   reserved paths: not looked at, as there is no site to look at.",
                        "INFO --   sitemap: not looked at, as there is no site to look at.",
                        "INFO --   tracker: not looked at, as there is no site to look at.",
                        "INFO --   csp: not looked at, as there is no site to look at.",
                        "INFO 6 checks (5 more could not run): 2 errors, 1 warning.");
        assertThat(verdict).isEqualTo(new Verdict(6, 5, 1, 2));
    }

    private Verdict examine(SickSite site, Path destination) {
        return Doctor.of(InstantSource.fixed(SickSite.NOW), log)
                .examine(site.request(destination, List.of()), folder.resolve("scratch"));
    }

    private static final class Lines implements BuildLog {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void debug(String line) {
            // Of the build; for who asks for it.
        }

        @Override
        public void info(String line) {
            lines.add("INFO " + line);
        }

        @Override
        public void warn(String line) {
            lines.add("WARN " + line);
        }

        @Override
        public void error(String line) {
            lines.add("ERROR " + line);
        }
    }
}
