package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.config.Consent;
import dev.siteedge.edge.config.Consent.Experiments;
import dev.siteedge.edge.config.Consent.Level;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.identity.Caller;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps that are a table each. */
class StepsTest {
    private static final String PAGEVIEW = "{\"type\":\"pageview\",\"path\":\"/\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.com |               | edge.net    | false | example.com
            EXAMPLE.com |               | edge.net    | false | example.com
                        | example.com   | edge.net    | false | example.com
                        |               | example.com | false | example.com
                        | other.com     | example.com | false | dropped unknown_site
            other.com   | example.com   | example.com | false | dropped unknown_site
                        | www.example.com | example.com | false | dropped unknown_site
            localhost   | localhost     | localhost   | true  | localhost
            localhost   | localhost     | localhost   | false | dropped unknown_site
                        | 127.0.0.1     | 127.0.0.1   | true  | localhost
                        | [::1]         | [::1]       | true  | localhost
                        |               | 10.0.0.1    | true  | dropped unknown_site
            """)
    void site(String named, String origin, String host, boolean loopback, String expected) {
        String json = "{\"type\":\"pageview\",\"path\":\"/\",\"site\":\"" + text(named) + "\"}";
        Draft draft = Drafts.of(json, Drafts.CALLER, text(origin), text(host), loopback);

        Outcome outcome = new SiteStep(Set.of("example.com")::contains).apply(draft);

        assertThat(outcome instanceof Draft found ? found.site() : dropped(outcome))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,false,false,passed",
        "true,true,true,false,dropped gpc",
        "true,true,false,true,dropped dnt",
        "false,true,true,false,passed",
        "true,false,false,true,passed",
        "false,true,true,true,dropped dnt",
    })
    void privacySignal(boolean dropGpc, boolean dropDnt, boolean gpc, boolean dnt, String expected) {
        Arrival plain = Drafts.of(PAGEVIEW).arrival();
        Sender sender = new Sender(
                plain.caller(),
                plain.sender().agent(),
                "example.com",
                "example.com",
                gpc,
                dnt,
                false,
                plain.sender().at());
        Arrival arrival = new Arrival(plain.body(), sender);

        assertThat(dropped(new PrivacySignalStep(dropGpc, dropDnt).apply(Draft.of(arrival))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true,false,false,dropped bot",
        "true,false,true,passed",
        "true,true,true,dropped bot",
        "false,true,false,passed",
    })
    void bot(boolean enabled, boolean judgeLoopback, boolean loopback, String expected) {
        Caller caller = new Caller("192.0.2.1", "", "DE", null, false);
        Draft draft = Drafts.of(PAGEVIEW, caller, "", "localhost", loopback);

        assertThat(dropped(new BotStep(enabled, judgeLoopback).apply(draft))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ANALYTICS | false | pageview |   |   | null null
            ANALYTICS | false | pageview | s |   | s null
            ANALYTICS | false | pageview | s | u | s u
            ANALYTICS | false | event    |   | u | null u
            NECESSARY | false | pageview | s | u | s null
            NONE      | false | pageview | s | u | null null
            ANALYTICS | true  | pageview |   |   | dropped consent
            ANALYTICS | true  | exposure |   |   | dropped consent
            ANALYTICS | true  | pageview | s |   | s null
            ANALYTICS | true  | event    | s |   | dropped consent
            ANALYTICS | true  | event    | s | u | s u
            NECESSARY | true  | event    | s | u | dropped consent
            NECESSARY | true  | pageview | s | u | s null
            NONE      | true  | pageview | s | u | dropped consent
            """)
    void consent(Level level, boolean strict, String type, String session, String user, String expected) {
        String ids = (session == null ? "" : ",\"sessionId\":\"s\"") + (user == null ? "" : ",\"userId\":\"u\"");
        Draft draft = Drafts.of(
                "{\"type\":\"" + type + "\",\"path\":\"/\",\"action\":\"a\",\"experiments\":{\"a\":\"b\"}" + ids + "}");

        Outcome outcome = new ConsentStep(site -> new Consent(level, Experiments.VISITOR_DAY, strict)).apply(draft);

        assertThat(outcome instanceof Draft kept ? kept.session() + " " + kept.user() : dropped(outcome))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1500,'55',1500,55", "1500,'55.5',1500,56", "-1,'-1',0,0", "2592000000,'100',2592000000,100",
        "2592000001,'101',0,100", "7,'x',7,0", "7,'NaN',7,0", "null,'1e9',0,100",
    })
    void engagement(String value, String scroll, long millis, int percent) {
        Draft draft = Drafts.resolved("{\"type\":\"engagement\",\"path\":\"/\",\"value\":" + value
                + ",\"props\":{\"scroll\":\"" + scroll + "\"}}");

        Engagement made =
                (Engagement) ((Draft) new VisitStep().apply(draft)).events().get(0);

        assertThat(made.engagedMillis()).isEqualTo(millis);
        assertThat(made.scrollPercent()).isEqualTo(percent);
    }

    private static String dropped(Outcome outcome) {
        return outcome instanceof Outcome.Dropped dropped ? "dropped " + dropped.reason() : "passed";
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
