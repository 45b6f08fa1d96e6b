package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerCheckTest {
    private static final String UNTRACKED = "<!DOCTYPE html><html><head></head><body></body></html>";

    @TempDir
    Path folder;

    private final TrackerCheck check = new TrackerCheck();

    @Test
    void fragmentsAndRedirects_needNone() throws IOException {
        SickSite site = new SickSite(folder)
                .tracked("index.html", "")
                .built("fragment.html", "<p>part</p>")
                .built("old.html", "<!DOCTYPE html><html><meta http-equiv=\"refresh\" content=\"0; url=/\"></html>");

        assertThat(SickSite.lines(check, site.built())).containsExactly("ok   tracker: 1 of 1 pages have it.");
    }

    @Test
    void pageWithoutHead_isNamed() throws IOException {
        SickSite site =
                new SickSite(folder).tracked("index.html", "").built("a.html", "<!doctype html><title>A</title><p>a");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN tracker: missing, as there is no end of a <head> to put it before: a.html."
                        + " Write <head> and </head> in the layout.");
    }

    @Test
    void pageThatNobodyLeftOut_isNamed() throws IOException {
        SickSite site = new SickSite(folder)
                .source("about.md", "---\ntitle: site_edge false\n---\nsite_edge: false\n")
                .tracked("index.html", "")
                .built("a.html", ("\uFEFF" + UNTRACKED).getBytes(StandardCharsets.UTF_8));

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN tracker: missing, though no front matter says site_edge: false: a.html."
                        + " Save the page as UTF-8, and close every comment, script and style in its head.");
    }

    @Test
    void pageLeftOutInFrontMatter_isFine() throws IOException {
        SickSite site = new SickSite(folder)
                .source("docs/a.md", "---\r\ntitle: A\r\nsite_edge: false # private\r\n---\r\n")
                .tracked("index.html", "")
                .built("a.html", UNTRACKED);

        assertThat(SickSite.lines(check, site.built())).containsExactly("ok   tracker: 1 of 2 pages have it.");
    }

    @Test
    void pageLeftOutByDefaults_isFine() throws IOException {
        SickSite site = new SickSite(folder)
                .source("_config.yml", "defaults:\n  - {scope: {path: docs}, values: {site_edge: false}}\n")
                .tracked("index.html", "")
                .built("docs/a.html", UNTRACKED);

        assertThat(SickSite.lines(check, site.built())).containsExactly("ok   tracker: 1 of 2 pages have it.");
    }

    @Test
    void injectionThatIsOff_isSaidOnce() throws IOException {
        SickSite site = new SickSite(folder)
                .source("_config.yml", "site_edge:\n  inject: no\n")
                .built("index.html", UNTRACKED)
                .built("a.html", UNTRACKED);

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN tracker: injection is off, and none of 2 pages has the tracker."
                        + " Remove inject: false below site_edge: in _config.yml, or -Dsite-edge.inject.");
    }

    @Test
    void tagByHandWithoutInjection_countsAsTracked() throws IOException {
        SickSite site =
                new SickSite(folder).inject(false).tracked("index.html", "").built("a.html", UNTRACKED);

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN tracker: missing, and injection is off: a.html."
                        + " Remove inject: false, or put the tag into these pages' layout, too.");
    }

    @Test
    void tagTwice_countsVisitsTwice() throws IOException {
        SickSite site = new SickSite(folder).tracked("index.html", SickSite.TAG);

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("ERROR tracker: there more than once, so that visits count twice: index.html."
                        + " Remove the tags from layouts and includes; the build adds one.");
    }
}
