package dev.siteedge.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(BrowserExtension.class)
class ConsentTest {
    @ParameterizedTest
    @ValueSource(strings = {"data-consent=\"none\"", "", "data-consent=\"everything\""})
    void noneOrNoKnownLevel_storesNothingAndSendsNoIds(String attributes, TestSite site) {
        site.page("/", TestPage.plain().withAttributes(attributes)).open("/");
        site.run("siteEdge.track('signup', {userId: 'u', sessionId: 's'})");

        assertThat(List.of(site.await("pageview"), site.await("event")))
                .noneMatch(event -> event.has("sessionId") || event.has("userId"));
        assertThat(site.storedKeys()).isZero();
    }

    @Test
    void necessary_addsASessionThatLastsOverPages(TestSite site) {
        site.page("/", TestPage.plain().withAttributes("data-consent=\"necessary\""));

        site.open("/");
        site.await("pageview");
        site.open("/");

        List<JsonNode> views = site.await("pageview", 2);
        assertThat(views.get(0).get("sessionId").asText()).hasSizeGreaterThan(15);
        assertThat(views.get(1).get("sessionId")).isEqualTo(views.get(0).get("sessionId"));
        assertThat(views).noneMatch(view -> view.has("userId"));
    }

    @Test
    void sessionIdleForHalfAnHour_isFollowedByANewOne(TestSite site) {
        site.page("/", TestPage.plain().withAttributes("data-consent=\"necessary\""))
                .open("/");
        site.await("pageview");

        site.run("localStorage.site_edge_session = 'fresh.' + (Date.now() - 29 * 60 * 1000)");
        site.run("siteEdge.track('one')");
        assertThat(site.await("event").get("sessionId").asText()).isEqualTo("fresh");

        site.run("localStorage.site_edge_session = 'stale.' + (Date.now() - 30 * 60 * 1000)");
        site.run("siteEdge.track('two')");
        assertThat(site.await("event", 2).get(1).get("sessionId").asText()).isNotEqualTo("stale");
    }

    @Test
    void analytics_addsAnAnonymousUserThatLastsOverSessions(TestSite site) {
        site.page("/", TestPage.plain().withAttributes("data-consent=\"analytics\""))
                .open("/");
        site.await("pageview");
        site.run("localStorage.removeItem('site_edge_session')");
        site.open("/");

        List<JsonNode> views = site.await("pageview", 2);
        assertThat(views.get(0).get("userId").asText()).hasSizeGreaterThan(15);
        assertThat(views.get(1).get("userId")).isEqualTo(views.get(0).get("userId"));
        assertThat(views.get(1).get("sessionId")).isNotEqualTo(views.get(0).get("sessionId"));
    }

    @Test
    void visitorsChoice_holdsForLaterPages(TestSite site) {
        site.page("/", TestPage.plain()).open("/");
        site.run("siteEdge.consent('analytics')");
        site.open("/");

        List<JsonNode> views = site.await("pageview", 2);
        assertThat(views.get(0).has("userId")).isFalse();
        assertThat(views.get(1).has("userId")).isTrue();
    }

    @Test
    void choiceWithdrawn_removesAllThatWasStored(TestSite site) {
        site.page("/", TestPage.plain()).open("/");
        site.run("siteEdge.consent('analytics'); siteEdge.track('one')");
        assertThat(site.storedKeys()).isPositive();

        site.run("siteEdge.consent('none'); siteEdge.track('two')");

        assertThat(site.await("event", 2).get(1).has("userId")).isFalse();
        assertThat(site.storedKeys()).isZero();
    }

    @Test
    void refusalAgainstTheSitesDefault_isRemembered(TestSite site) {
        site.page("/", TestPage.plain().withAttributes("data-consent=\"analytics\""))
                .open("/");
        site.run("siteEdge.consent('none')");
        site.open("/");

        assertThat(site.await("pageview", 2).get(1).has("sessionId")).isFalse();
        assertThat(site.stored("site_edge_consent")).isEqualTo("none");
        assertThat(site.stored("site_edge_user")).isNull();
    }

    @Test
    void unknownChoice_changesNothing(TestSite site) {
        site.page("/", TestPage.plain().withAttributes("data-consent=\"necessary\""))
                .open("/");

        site.run("siteEdge.consent('all'); siteEdge.track('one')");

        assertThat(site.await("event").has("sessionId")).isTrue();
        assertThat(site.stored("site_edge_consent")).isNull();
    }

    @Test
    void strictMode_withholdsViewsUntilNecessaryAndEventsUntilAnalytics(TestSite site) {
        site.page("/", TestPage.plain().withVariants("hero=bold").withAttributes("data-strict=\"true\""))
                .open("/");
        site.run("siteEdge.track('early')");
        assertThat(site.settled("pageview")).isEmpty();
        assertThat(site.settled("exposure")).isEmpty();

        site.run("siteEdge.consent('necessary'); siteEdge.track('still early')");
        site.await("pageview");
        site.await("exposure");
        assertThat(site.settled("event")).isEmpty();

        site.run("siteEdge.consent('analytics'); siteEdge.track('signup')");
        assertThat(site.await("event").get("action").asText()).isEqualTo("signup");
        assertThat(site.settled("pageview")).hasSize(1);
    }

    @Test
    void blockedStorage_sendsWithoutIdsAndWithoutErrors(TestSite site) {
        // An opaque origin: reading localStorage throws, as it does where the user blocks site data.
        site.page(
                        "/",
                        TestPage.plain()
                                .withHead("<script>window.errors = []; onerror = e => errors.push(e)</script>")
                                .withAttributes("data-consent=\"analytics\"")
                                .withHeader("Content-Security-Policy", "sandbox allow-scripts"))
                .open("/");

        assertThat(site.run("try { localStorage } catch (e) { return e.name }")).isEqualTo("SecurityError");
        site.run("siteEdge.consent('necessary'); siteEdge.track('signup')");
        assertThat(site.await("pageview").has("sessionId")).isFalse();
        assertThat(site.await("event").has("userId")).isFalse();
        assertThat(site.run("return errors")).isEqualTo(List.of());
    }
}
