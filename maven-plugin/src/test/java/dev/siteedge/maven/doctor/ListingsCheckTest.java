package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsCheckTest {
    private static final String VARIANT = "https://example.com/_edge/variants/hero.bold/index.html";

    @TempDir
    Path folder;

    private final ListingsCheck check = new ListingsCheck();

    @Test
    void pagesAndTalkOfVariants_areFine() throws IOException {
        SickSite site = new SickSite(folder)
                .built(
                        "sitemap.xml",
                        "<?xml version=\"1.0\"?><urlset><url><loc>https://example.com/</loc></url></urlset>")
                .built(
                        "feed.xml",
                        "<feed><entry><id>https://example.com/a</id><content>About " + VARIANT
                                + "</content></entry></feed>")
                .built("drawing.xml", "<svg><link href=\"" + VARIANT + "\"/></svg>");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void variantInTheSitemap_isNamed() throws IOException {
        SickSite site =
                new SickSite(folder).built("sitemap.xml", "<urlset><url><loc>\n" + VARIANT + "\n</loc></url></urlset>");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("ERROR sitemap: sitemap.xml lists variant pages: " + VARIANT
                        + ". List site.pages and collections only; a variant has its page's address.");
    }

    @Test
    void variantInAtomOrRss_isNamed() throws IOException {
        SickSite site = new SickSite(folder)
                .built(
                        "atom.xml",
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"" + VARIANT
                                + "\"/></entry></feed>")
                .built(
                        "rss.xml",
                        "<rss><channel><item><guid><![CDATA[" + VARIANT + "]]></guid></item></channel></rss>");

        assertThat(SickSite.lines(check, site.built()))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("ERROR sitemap: ")
                        .contains(".xml lists variant pages: " + VARIANT));
    }

    @Test
    void brokenFeed_isNamedWithItsLine() throws IOException {
        SickSite site = new SickSite(folder).built("feed.xml", "<feed>\n<title>A & B</title>\n</feed>");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN sitemap: feed.xml is no XML from line 2 on."
                        + " Mend the template of feed.xml, most often with the filter xml_escape.");
    }
}
