package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrowserExtension.class)
class PageviewTest {
    @Test
    void pageLoaded_sendsOnePageviewAsTextPlain(TestSite site) {
        site.page("/docs/", TestPage.plain()).open("/docs/");

        JsonNode view = site.await("pageview");
        assertThat(view.get("path").asText()).isEqualTo("/docs/");
        assertThat(view.get("site").asText()).isEqualTo("example.com");
        assertThat(view.get("id").asText()).hasSizeGreaterThan(15);
        assertThat(view.get("timestamp").isIntegralNumber()).isTrue();
        assertThat(view.get("referrer").asText()).isEmpty();
        assertThat(site.server().contentTypes()).first().asString().startsWith("text/plain");
        assertThat(site.settled("pageview")).hasSize(1);
    }

    @Test
    void queryString_onlyCampaignLeavesTheBrowser(TestSite site) {
        site.page("/", TestPage.plain())
                .open("/?token=secret&utm_source=news&email=a%40b.c&ref=hn&xref=no&site-edge-variant=hero.bold");

        assertThat(site.await("pageview").get("path").asText())
                .isEqualTo("/?utm_source=news&ref=hn&site-edge-variant=hero.bold");
    }

    @Test
    void linkFollowed_referrerComesWithoutItsQuery(TestSite site) {
        site.page("/a", TestPage.plain().withBody("<a href=/b>b</a>")).page("/b", TestPage.plain());

        site.open("/a?q=secret").click("a");

        List<JsonNode> views = site.await("pageview", 2);
        assertThat(views).extracting(view -> view.get("path").asText()).containsExactly("/a", "/b");
        assertThat(views.get(1).get("referrer").asText())
                .isEqualTo(site.server().url("/a"));
        assertThat(views).extracting(view -> view.get("id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void apiAttribute_eventsGoThere(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withHead(
                                        "<script>window.sent = []; navigator.sendBeacon = url => !!sent.push(url)</script>")
                                .withAttributes("data-api=\"/elsewhere/event\""))
                .open("/");

        assertThat(site.run("return window.sent"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty()
                .containsOnly("/elsewhere/event");
    }

    @Test
    void beaconRefused_fetchDelivers(TestSite site) {
        site.page("/", TestPage.plain().withHead("<script>navigator.sendBeacon = () => false</script>"))
                .open("/");

        assertThat(site.await("pageview").get("path").asText()).isEqualTo("/");
    }

    @Test
    void scriptTwiceInPage_countsOnce(TestSite site) {
        site.page("/", TestPage.plain().withHead("<script defer src=/_edge/site-edge.js></script>"))
                .open("/");

        assertThat(site.settled("pageview")).hasSize(1);
    }

    @Test
    void ownVisitMarkedByIgnoreFlag_sendsNothing(TestSite site) {
        site.page("/", TestPage.plain()).open("/");
        site.await("pageview");
        site.run("localStorage.site_edge_ignore = true");

        site.open("/").run("siteEdge.track('signup')");

        assertThat(site.settled("event")).isEmpty();
        assertThat(site.settled("pageview")).hasSize(1);
    }

    @Test
    void pageThatWasNotThere_sendsEvent404(TestSite site) {
        site.page("/gone", TestPage.plain().withHead("<meta name=\"site-edge:status\" content=\"404\">"))
                .open("/gone?from=mail");

        JsonNode event = site.await("event");
        assertThat(event.get("category").asText()).isEqualTo("error");
        assertThat(event.get("action").asText()).isEqualTo("404");
        assertThat(event.get("label").asText()).isEqualTo("/gone");
        assertThat(site.await("pageview").get("path").asText()).isEqualTo("/gone");
    }

    @Test
    void prerenderedPage_isCountedWhenActivated(TestSite site) {
        site.page(
                        "/",
                        TestPage.plain()
                                .withHead("<script>Object.defineProperty(document, 'prerendering',"
                                        + " {value: true, configurable: true})</script>"))
                .open("/");
        assertThat(site.settled("pageview")).isEmpty();

        site.run("delete document.prerendering; document.dispatchEvent(new Event('prerenderingchange'))");

        assertThat(site.await("pageview").get("path").asText()).isEqualTo("/");
    }
}
