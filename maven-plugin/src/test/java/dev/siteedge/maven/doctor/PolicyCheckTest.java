package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {
    private static final String SCRIPT = "Content-Security-Policy blocks the tracker's script https://example.com";
    private static final String EVENTS = "Content-Security-Policy blocks its events to ";

    @TempDir
    Path folder;

    private final PolicyCheck check = new PolicyCheck();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default-src 'self'",
                "script-src https://example.com; connect-src *",
                "img-src 'none'",
                "default-src 'none'; script-src 'self'; connect-src 'self'"
            })
    void policyThatLetsBothThrough_isFine(String policy) throws IOException {
        assertThat(SickSite.lines(check, meta(policy).built())).isEmpty();
    }

    @Test
    void metaThatBlocksTheScript_isNamed() throws IOException {
        assertThat(SickSite.lines(check, meta("script-src 'nonce-abc'").built()))
                .containsExactly("ERROR csp: index.html: " + SCRIPT + "/_edge/site-edge.js. Add 'self' to script-src.");
    }

    @Test
    void strictDynamic_isNamedAsTheReason() throws IOException {
        assertThat(SickSite.lines(
                        check,
                        meta("script-src 'self' 'strict-dynamic' 'nonce-a'").built()))
                .singleElement()
                .asString()
                .endsWith("Leave 'strict-dynamic' out of script-src and name 'self'.");
    }

    @Test
    void connectSourceOfTheSameOrigin_isNamed() throws IOException {
        assertThat(SickSite.lines(
                        check, meta("default-src 'self'; connect-src 'none'").built()))
                .containsExactly("ERROR csp: index.html: " + EVENTS
                        + "https://example.com/api/event. Add 'self' to connect-src.");
    }

    @Test
    void connectSourceOfAnotherOrigin_isNamed() throws IOException {
        SickSite site = meta("default-src 'self'")
                .source(
                        "_config.yml",
                        "url: https://example.com\nsite_edge: {tracker: {api: 'https://edge.example:8443/api/event'}}\n");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("ERROR csp: index.html: " + EVENTS
                        + "https://edge.example:8443/api/event. Add https://edge.example:8443 to connect-src.");
    }

    @Test
    void headersFile_isNamedWithItsLine() throws IOException {
        SickSite site = new SickSite(folder)
                .tracked("docs/index.html", "")
                .built(
                        "_headers",
                        "# hardening\n/docs/*\n  X-Frame-Options: DENY\n  Content-Security-Policy: default-src 'none'\n");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly(
                        "ERROR csp: _headers:4: " + SCRIPT + "/_edge/site-edge.js. Add 'self' to script-src.",
                        "ERROR csp: _headers:4: " + EVENTS
                                + "https://example.com/api/event. Add 'self' to connect-src.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/blog/*\n  Content-Security-Policy: default-src 'none'\n",
                "/*\n  Content-Security-Policy-Report-Only: default-src 'none'\n",
                "/*\n  Content-Security-Policy: default-src 'self'\n"
            })
    void headersThatBlockNoTrackedPage_areFine(String headers) throws IOException {
        SickSite site = new SickSite(folder).tracked("docs/index.html", "").built("_headers", headers);

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/a", "/docs/a.html", "/:section/a", "https://example.com/docs/*", "/*"})
    void headersOfAPage_areThoseOfAllItsAddresses(String path) throws IOException {
        SickSite site = new SickSite(folder)
                .tracked("docs/a.html", "")
                .built("_headers", path + "\n  content-security-policy: script-src 'none'; connect-src *\n");

        assertThat(SickSite.lines(check, site.built())).hasSize(1);
    }

    @Test
    void sameMetaOnManyPages_isOneLine() throws IOException {
        SickSite site = meta("script-src 'none'; connect-src *");
        for (int i = 1; i < 5; i++) {
            site.tracked(i + ".html", metaTag("script-src 'none'; connect-src *"));
        }

        assertThat(SickSite.lines(check, site.built()))
                .singleElement()
                .asString()
                .startsWith("ERROR csp: 1.html, 2.html, 3.html and 2 more: ");
    }

    @Test
    void pageWithoutTracker_mayBlockIt() throws IOException {
        SickSite site = new SickSite(folder)
                .built("index.html", "<html><head>" + metaTag("default-src 'none'") + "</head></html>");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void policyBeyondAscii_isNamed() throws IOException {
        assertThat(SickSite.lines(
                        check, meta("script-src https://bücher.example").built()))
                .singleElement()
                .asString()
                .startsWith("WARN csp: index.html: Content-Security-Policy is not ASCII");
    }

    private SickSite meta(String policy) throws IOException {
        return new SickSite(folder).tracked("index.html", metaTag(policy));
    }

    private static String metaTag(String policy) {
        return "<META http-equiv=\"content-security-policy\" content=\"" + policy + "\">";
    }
}
