package dev.siteedge.maven.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackerTagTest {
    @Test
    void nothingConfigured_hasSiteAndConsentOnly() {
        assertThat(new TrackerTag("", "example.com", "none", "", false, false, "").html())
                .isEqualTo("<script defer src=\"/_edge/site-edge.js\" data-site=\"example.com\" data-consent=\"none\">"
                        + "</script>");
    }

    @Test
    void everythingConfigured_isInAttributes() {
        assertThat(new TrackerTag(
                                "/blog", "a.example", "analytics", "https://e.example/api/event", true, true, "pdf,zip")
                        .html())
                .isEqualTo("<script defer src=\"/blog/_edge/site-edge.js\" data-site=\"a.example\""
                        + " data-consent=\"analytics\" data-api=\"https://e.example/api/event\" data-strict=\"true\""
                        + " data-hash=\"true\" data-files=\"pdf,zip\"></script>");
    }

    @Test
    void valueBeyondPlainText_isEscaped() {
        assertThat(new TrackerTag("/über", "\"><b>", "none", "", false, false, "").html())
                .contains("src=\"/&#252;ber/_edge/site-edge.js\"")
                .contains("data-site=\"&#34;&#62;&#60;b&#62;\"");
    }
}
