package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrowserExtension.class)
class ExposureTest {
    @Test
    void pageWithVariants_sendsOneExposureForAll(TestSite site) {
        site.page("/", TestPage.plain().withVariants("hero=bold,docs-layout=control"))
                .open("/");

        JsonNode exposure = site.await("exposure");
        assertThat(exposure.get("experiments").toString()).isEqualTo("{\"hero\":\"bold\",\"docs-layout\":\"control\"}");
        assertThat(exposure.get("path").asText()).isEqualTo("/");
        assertThat(site.settled("exposure")).hasSize(1);
    }

    @Test
    void pageWithoutVariants_sendsNone(TestSite site) {
        site.page("/", TestPage.plain()).open("/");

        site.await("pageview");
        assertThat(site.settled("exposure")).isEmpty();
    }

    @Test
    void nextViewWithSameVariants_doesNotRepeat(TestSite site) {
        site.page("/", TestPage.plain().withVariants("hero=bold")).open("/");

        site.run("history.pushState({}, '', '/next')");

        site.await("pageview", 2);
        assertThat(site.settled("exposure")).hasSize(1);
    }

    @Test
    void headChangedAfterTheAddress_newVariantsAreExposedAtTheNewPath(TestSite site) {
        site.page("/", TestPage.plain().withVariants("hero=bold")).open("/");
        site.run("history.pushState({}, '', '/next')");
        site.await("pageview", 2);

        site.run("document.querySelector('[name=\"site-edge:variants\"]').remove();"
                + "document.head.insertAdjacentHTML('beforeend',"
                + " '<meta name=\"site-edge:variants\" content=\"price=low\">')");

        JsonNode exposure = site.await("exposure", 2).get(1);
        assertThat(exposure.get("experiments").toString()).isEqualTo("{\"price\":\"low\"}");
        assertThat(exposure.get("path").asText()).isEqualTo("/next");
    }
}
