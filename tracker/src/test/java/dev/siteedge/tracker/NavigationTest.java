package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrowserExtension.class)
class NavigationTest {
    @Test
    void pushStateAndBack_countEachPath(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.run("history.pushState({}, '', '/next')");
        site.await("pageview", 2);
        site.browser().navigate().back();

        assertThat(site.await("pageview", 3))
                .extracting(view -> view.get("path").asText())
                .containsExactly("/", "/next", "/");
    }

    @Test
    void laterViewOfDocument_hasNoReferrer(TestSite site) {
        site.page("/a", TestPage.plain().withBody("<a href=/b>b</a>")).page("/b", TestPage.plain());
        site.open("/a").click("a");
        assertThat(site.await("pageview", 2).get(1).get("referrer").asText()).isNotEmpty();

        site.run("history.pushState({}, '', '/c')");

        assertThat(site.await("pageview", 3).get(2).get("referrer").asText()).isEmpty();
    }

    @Test
    void replaceState_countsOnlyWhenThePathChanges(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.run("history.replaceState({}, '', '/?page=2'); history.replaceState({}, '', '/#part')");
        assertThat(site.settled("pageview")).hasSize(1);

        site.run("history.replaceState({}, '', '/other')");
        assertThat(site.await("pageview", 2).get(1).get("path").asText()).isEqualTo("/other");
    }

    @Test
    void historyMethods_keepTheirEffectAndTheirErrors(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        assertThat(site.run("history.pushState({a: 1}, '', '/x'); return history.state.a"))
                .isEqualTo(1L);
        assertThat(site.run("try { history.pushState({}, '', 'https://example.org/') } catch (e) { return e.name }"))
                .isEqualTo("SecurityError");
    }

    @Test
    void hashWithoutOption_isNoView(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.run("location.hash = '#/settings'");

        assertThat(site.settled("pageview")).hasSize(1);
    }

    @Test
    void hashOption_hashIsPartOfThePathWithoutItsQuery(TestSite site) {
        site.page("/app", TestPage.plain().withAttributes("data-hash=\"true\"")).open("/app?utm_source=mail");

        site.run("location.hash = '#/settings?token=secret'");

        assertThat(site.await("pageview", 2))
                .extracting(view -> view.get("path").asText())
                .containsExactly("/app?utm_source=mail", "/app#/settings?utm_source=mail");
    }

    @Test
    void backFromBackForwardCache_countsAgain(TestSite site) {
        site.page("/a", TestPage.plain().withVariants("hero=bold")).page("/b", TestPage.plain());
        site.open("/a");
        site.run("window.sameDocument = true");
        site.browser().get(site.server().url("/b"));
        site.await("pageview", 2);

        site.browser().navigate().back();

        JsonNode again = site.await("pageview", 3).get(2);
        assertThat(again.get("path").asText()).isEqualTo("/a");
        assertThat(site.run("return window.sameDocument === true"))
                .as("the page came from the cache")
                .isEqualTo(true);
        assertThat(site.await("exposure", 2)).hasSize(2);
    }
}
