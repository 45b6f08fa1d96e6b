package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrowserExtension.class)
class TrackTest {
    @Test
    void allOptions_arriveAsGiven(TestSite site) {
        site.page("/shop", TestPage.plain()).open("/shop");

        site.run("siteEdge.track('purchase', {category: 'shop', label: 'book', value: 2, props: {size: 'M'},"
                + " revenue: {currency: 'EUR', amount: 9.5}})");

        JsonNode event = site.await("event");
        assertThat(event.get("path").asText()).isEqualTo("/shop");
        assertThat(event.get("action").asText()).isEqualTo("purchase");
        assertThat(event.get("category").asText()).isEqualTo("shop");
        assertThat(event.get("label").asText()).isEqualTo("book");
        assertThat(event.get("value").asInt()).isEqualTo(2);
        assertThat(event.get("props").toString()).isEqualTo("{\"size\":\"M\"}");
        assertThat(event.get("revenue").toString()).isEqualTo("{\"currency\":\"EUR\",\"amount\":9.5}");
    }

    @Test
    void noOptions_onlyTheActionIsSent(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.run("siteEdge.track('signup')");

        JsonNode event = site.await("event");
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("path", "timestamp", "type", "action", "id", "site");
    }

    @Test
    void valueThatIsNoJson_doesNotThrowIntoThePage(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.run("const loop = {}; loop.loop = loop; siteEdge.track('bad', {props: loop}); siteEdge.track()");
        site.run("siteEdge.track('good')");

        assertThat(site.until(() -> site.settled("event").stream()
                        .filter(event -> event.path("action").asText().equals("good"))
                        .findFirst()
                        .orElse(null)))
                .isNotNull();
    }

    @Test
    void callsBeforeTheScriptIsThere_areReplayedAfterThePageview(TestSite site) throws IOException {
        site.page(
                        "/",
                        TestPage.plain()
                                .withHead(stubOfReadme() + "<script>siteEdge.consent('analytics');"
                                        + "siteEdge.track('early', {label: 'x'})</script>"))
                .open("/");

        JsonNode event = site.await("event");
        assertThat(event.get("action").asText()).isEqualTo("early");
        assertThat(event.get("label").asText()).isEqualTo("x");
        List<JsonNode> views = site.settled("pageview");
        assertThat(views).hasSize(1);
        assertThat(views.get(0).get("userId")).isEqualTo(event.get("userId")).isNotNull();
        assertThat(views.get(0).get("timestamp").asLong())
                .isLessThanOrEqualTo(event.get("timestamp").asLong());
    }

    private static String stubOfReadme() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("<script>window.siteEdge"))
                .findFirst()
                .orElseThrow();
    }
}
