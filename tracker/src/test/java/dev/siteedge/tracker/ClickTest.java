package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(BrowserExtension.class)
class ClickTest {
    @Test
    void outboundLink_isReportedWithHostAndPathWhileThePageLeaves(TestSite site) {
        String target = site.server().otherOrigin("/guide");
        site.page("/", TestPage.plain().withBody("<a href=\"" + target + "?token=secret#x\"><b>Out</b></a>"))
                .page("/guide", TestPage.plain())
                .open("/")
                .click("b");

        JsonNode event = site.await("event");
        assertThat(event.get("category").asText()).isEqualTo("outbound");
        assertThat(event.get("action").asText()).isEqualTo("click");
        assertThat("http://" + event.get("label").asText()).isEqualTo(target);
        assertThat(event.get("path").asText()).isEqualTo("/");
    }

    @Test
    void middleClick_isReportedButTheRightButtonIsNot(TestSite site) {
        site.page("/", TestPage.plain().withBody("<a href=\"https://example.org/\">Out</a>"))
                .open("/");

        site.run("for (const button of [2, 1]) document.querySelector('a').dispatchEvent("
                + "new PointerEvent('auxclick', {button, bubbles: true}))");

        site.await("event");
        assertThat(site.settled("event")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/files/Manual.PDF, ''",
        "/v1.2/tool.jar, ''",
        "/data.parquet, 'data-files=\"parquet,arrow\"'",
    })
    void fileLink_isADownload(String href, String attributes, TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withAttributes(attributes)
                                .withBody("<a href=\"" + href + "\" onclick=\"return false\">File</a>"))
                .open("/")
                .click("a");

        JsonNode event = site.await("event");
        assertThat(event.get("category").asText()).isEqualTo("download");
        assertThat("http://" + event.get("label").asText())
                .isEqualTo(site.server().url(href));
    }

    @ParameterizedTest
    @CsvSource({"/next", "/a.pdf", "mailto:someone@example.org", "#part"})
    void otherLink_isNoEvent(String href, TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withAttributes("data-files=\"zip\"")
                                .withBody("<a href=\"" + href + "\" onclick=\"return false\">Link</a>"))
                .open("/")
                .click("a");

        assertThat(site.settled("event")).isEmpty();
    }

    @Test
    void handlerThatStopsTheClick_doesNotHideIt(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withBody(
                                        "<button data-site-edge-event=signup onclick=\"event.stopPropagation()\">Go</button>"))
                .open("/")
                .click("button");

        assertThat(site.await("event").get("action").asText()).isEqualTo("signup");
    }

    @Test
    void declaredEvent_carriesItsAttributes(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withBody("<button data-site-edge-event=signup data-site-edge-category=hero"
                                        + " data-site-edge-label=top data-site-edge-value=2.5><i>Go</i></button>"))
                .open("/")
                .click("i");

        JsonNode event = site.await("event");
        assertThat(event.get("action").asText()).isEqualTo("signup");
        assertThat(event.get("category").asText()).isEqualTo("hero");
        assertThat(event.get("label").asText()).isEqualTo("top");
        assertThat(event.get("value").asDouble()).isEqualTo(2.5);
        assertThat(site.settled("event")).hasSize(1);
    }

    @Test
    void formSubmitted_isReportedByIdOrNameEvenWithAFieldCalledSo(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withBody(
                                        "<form name=newsletter onsubmit=\"return false\">"
                                                + "<input name=name value=x><input name=id value=y><button>Send</button></form>"))
                .open("/")
                .click("button");

        JsonNode event = site.await("event");
        assertThat(event.get("category").asText()).isEqualTo("form");
        assertThat(event.get("action").asText()).isEqualTo("submit");
        assertThat(event.get("label").asText()).isEqualTo("newsletter");
    }

    @Test
    void declaredForm_sendsItsEventOnSubmitNotOnClicksInside(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withBody("<form id=f data-site-edge-event=signup onsubmit=\"return false\">"
                                        + "<input name=mail><button>Send</button></form>"))
                .open("/");
        site.click("input");
        assertThat(site.settled("event")).isEmpty();

        site.click("button");

        assertThat(site.await("event", 2))
                .extracting(event -> event.get("action").asText())
                .containsExactlyInAnyOrder("signup", "submit");
    }
}
