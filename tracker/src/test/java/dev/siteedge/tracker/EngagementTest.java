package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;

@ExtendWith(BrowserExtension.class)
class EngagementTest {
    private static final TestPage LONG_PAGE = TestPage.plain().withBody("<div style=\"height: 4000px\">Long</div>");

    @Test
    void pageLeft_tellsHowLongItWasLookedAtAndHowFarItWasRead(TestSite site) {
        site.page("/long", LONG_PAGE).page("/next", TestPage.plain()).open("/long");
        site.run("scrollTo(0, document.documentElement.scrollHeight / 2)");
        waitOnPage(site, 400);
        site.run("scrollTo(0, 0)");
        long upperBound = (Long) site.run("return Math.ceil(performance.now())") + 5_000;

        site.open("/next");

        JsonNode engagement = site.await("engagement");
        assertThat(engagement.get("path").asText()).isEqualTo("/long");
        assertThat(engagement.get("value").asLong()).isBetween(200L, upperBound);
        assertThat(engagement.at("/props/scroll").asInt()).isBetween(50, 80);
    }

    @Test
    void tabHiddenAndShownAgain_reportsOnlyWhatIsNew(TestSite site) {
        site.page("/long", LONG_PAGE).open("/long");
        waitOnPage(site, 100);
        String tab = site.browser().getWindowHandle();

        site.browser().switchTo().newWindow(WindowType.TAB);
        int first = site.await("engagement").at("/props/scroll").asInt();
        site.browser().close();
        site.browser().switchTo().window(tab);
        site.run("scrollTo(0, document.documentElement.scrollHeight)");
        site.until(() -> (Boolean) site.run("return !document.hidden && document.hasFocus()") ? true : null);
        site.run("history.pushState({}, '', '/next')");

        List<JsonNode> both = site.await("engagement", 2);
        assertThat(first).isBetween(10, 40);
        assertThat(both.get(1).at("/props/scroll").asInt()).isEqualTo(100);
        assertThat(both).extracting(event -> event.get("path").asText()).containsExactly("/long", "/long");
    }

    @Test
    void nextViewInTheSameDocument_startsFromZero(TestSite site) {
        site.page("/long", LONG_PAGE).page("/other", TestPage.plain()).open("/long");
        site.run("scrollTo(0, document.documentElement.scrollHeight)");
        waitOnPage(site, 200);
        site.run("history.pushState({}, '', '/next'); scrollTo(0, 0)");
        site.await("engagement");
        waitOnPage(site, 50);

        site.open("/other");

        JsonNode second = site.await("engagement", 2).get(1);
        assertThat(second.get("path").asText()).isEqualTo("/next");
        assertThat(second.at("/props/scroll").asInt()).isLessThan(100);
    }

    @Test
    void pageThatNeverHadAttention_reportsNothing(TestSite site) {
        site.page("/", TestPage.plain().withHead("<script>document.hasFocus = () => false</script>"))
                .page("/next", TestPage.plain())
                .open("/");

        site.open("/next");

        site.await("pageview", 2);
        assertThat(site.settled("engagement")).isEmpty();
    }

    private static void waitOnPage(TestSite site, int millis) {
        double until = ((Number) site.run("return performance.now()")).doubleValue() + millis;
        site.until(() -> ((Number) site.run("return performance.now()")).doubleValue() > until ? true : null);
    }
}
