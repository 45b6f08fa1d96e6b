package dev.siteedge.edge.shard;

import static dev.siteedge.edge.event.Events.engagement;
import static dev.siteedge.edge.event.Events.from;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.event.Visitor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long T0 = 1_772_359_200_000L;
    private static final long IDLE = 30 * 60_000;

    private final Sessions sessions = new Sessions(new Recovered());
    private long position;

    private Visit at(long received, VisitEvent event) {
        return at(received, received, event);
    }

    private Visit at(long time, long received, VisitEvent event) {
        return sessions.of(event, ++position, time, received);
    }

    private static VisitEvent by(Visitor visitor) {
        return pageview("id", visitor, "/", Source.DIRECT);
    }

    @Test
    void idleForThirtyMinutes_goesOn_aMillisecondLongerEndsIt() {
        Visit first = at(T0, pageview("a", 1, "/"));

        assertThat(at(T0 + IDLE, pageview("b", 1, "/x"))).isEqualTo(first);
        assertThat(at(T0 + 2 * IDLE, pageview("c", 1, "/y"))).isEqualTo(first);
        Visit next = at(T0 + 3 * IDLE + 1, pageview("d", 1, "/z"));
        assertThat(next.session()).isNotEqualTo(first.session());
        assertThat(next.start()).isEqualTo(T0 + 3 * IDLE + 1);
        assertThat(next.entryPage()).isEqualTo("/z");
    }

    @Test
    void everyEvent_carriesTheAttributesOfTheFirst() {
        Visit first = at(T0, pageview("a", new Visitor(1, null, null, null), "/in", from("news.example")));
        Visit later = at(T0 + 1, pageview("b", new Visitor(1, null, null, null), "/x", from("other.example")));

        assertThat(later).isEqualTo(first);
        assertThat(later.source().source()).isEqualTo("news.example");
        assertThat(later.entryPage()).isEqualTo("/in");
    }

    @Test
    void otherVisitorOrSite_isAnotherSession() {
        Visit one = at(T0, pageview("a", 1, "/"));
        Visit two = at(T0, pageview("b", 2, "/"));
        assertThat(two.session()).isNotEqualTo(one.session());
        assertThat(two.session() & 1).as("derived").isZero();
    }

    @Test
    void sessionIdOfTheBody_joinsOverHashesAndBeatsThem() {
        Visit named = at(T0, by(new Visitor(1, null, "s-1", null)));

        assertThat(at(T0 + 1, by(new Visitor(2, null, "s-1", null)))).isEqualTo(named);
        assertThat(at(T0 + 2, by(new Visitor(1, null, "s-2", null))).session()).isNotEqualTo(named.session());
        assertThat(at(T0 + 3, by(new Visitor(1, null, null, null))).session()).isNotEqualTo(named.session());
        assertThat(named.namedByClient()).isTrue();
    }

    @Test
    void rotationOfTheSalt_anOpenSessionGoesOnUnderTheNewHash() {
        Visit before = at(T0, by(new Visitor(1, null, null, null)));
        Visit across = at(T0 + 1_000, by(new Visitor(2, 1L, null, null)));
        Visit after = at(T0 + IDLE + 500, by(new Visitor(2, null, null, null)));

        assertThat(across).isEqualTo(before);
        assertThat(after).as("the session keeps the visitor it began with").isEqualTo(before);
    }

    @Test
    void rotationOfTheSalt_yesterdaysSessionThatEnded_isNotTakenUp() {
        Visit before = at(T0, by(new Visitor(1, null, null, null)));

        assertThat(at(T0 + IDLE + 1, by(new Visitor(2, 1L, null, null))).session())
                .isNotEqualTo(before.session());
    }

    @Test
    void engagement_keepsASessionOpenButOpensNone() {
        assertThat(at(T0, engagement("a", 1, 5))).isNull();
        Visit visit = at(T0, pageview("b", 1, "/"));
        assertThat(at(T0 + IDLE, engagement("c", 1, 5))).isEqualTo(visit);
        assertThat(at(T0 + 2 * IDLE, pageview("d", 1, "/"))).isEqualTo(visit);
    }

    @Test
    void lateEvent_upToThirtyMinutesBeforeTheLastOne_joinsTheOpenSessionAndMayBeginIt() {
        Visit open = at(T0, pageview("a", 1, "/"));

        Visit late = at(T0 - IDLE, T0 + 1, pageview("b", 1, "/late"));
        assertThat(late.session()).isEqualTo(open.session());
        assertThat(late.start()).isEqualTo(T0 - IDLE);
        assertThat(late.entryPage()).as("that of the event that opened it").isEqualTo("/");
        assertThat(at(T0 - IDLE - 1, T0 + 2, pageview("c", 1, "/")).session())
                .as("a late event does not move the session's end")
                .isNotEqualTo(open.session());
    }

    @Test
    void lateEventsOutside_shareASessionOfTheirOwn_andTheOpenOneGoesOn() {
        Visit open = at(T0, pageview("a", 1, "/"));

        Visit late = at(T0 - 10 * IDLE, T0 + 1, pageview("b", 1, "/b"));
        assertThat(late.session()).isNotEqualTo(open.session());
        assertThat(late.start()).isEqualTo(T0 - 10 * IDLE);
        assertThat(at(T0 - 9 * IDLE, T0 + 2, pageview("c", 1, "/c"))).isEqualTo(late);
        assertThat(at(T0 - 7 * IDLE, T0 + 3, pageview("d", 1, "/d")).session()).isNotEqualTo(late.session());
        assertThat(at(T0 + IDLE, T0 + IDLE, pageview("e", 1, "/e"))).isEqualTo(open);
    }

    @Test
    void lateEventsFirst_aLiveOneOpensANewSessionAndTheLateOneGoesOnToo() {
        Visit late = at(T0 - 10 * IDLE, T0, pageview("a", 1, "/"));
        Visit live = at(T0 + 1, pageview("b", 1, "/"));

        assertThat(live.session()).isNotEqualTo(late.session());
        assertThat(at(T0 - 9 * IDLE, T0 + 2, pageview("c", 1, "/"))).isEqualTo(late);
        assertThat(at(T0 + 3, pageview("d", 1, "/"))).isEqualTo(live);
    }

    @Test
    void lateEvents_ofASessionTheClientNamed_belongToItWhateverTheirTime() {
        Visit open = at(T0, by(new Visitor(1, null, "s-1", null)));

        Visit late = at(T0 - 10 * IDLE, T0 + 1, by(new Visitor(1, null, "s-1", null)));
        assertThat(late.session()).isEqualTo(open.session());
        assertThat(late.start()).isEqualTo(T0 - 10 * IDLE);
    }

    @Test
    void lateEngagement_outsideOfAnySession_opensNoneAndClosesNone() {
        Visit open = at(T0, pageview("a", 1, "/"));

        assertThat(at(T0 - 10 * IDLE, T0 + 1, engagement("b", 1, 5))).isNull();
        assertThat(at(T0 + IDLE, engagement("c", 1, 5))).isEqualTo(open);
    }

    @Test
    void lateEvent_thirtyMinutesAfterTheVisitorWasSeen_findsNothingOpen() {
        Visit late = at(T0 - 10 * IDLE, T0, pageview("a", 1, "/"));

        assertThat(at(T0 - 10 * IDLE, T0 + IDLE + 1, pageview("b", 1, "/")).session())
                .isNotEqualTo(late.session());
    }

    @Test
    void tooManyOpen_theLongestIdleIsClosedEarly() {
        Visit first = at(T0, pageview("a", 1, "/"));
        Visit second = at(T0, pageview("b", 2, "/"));
        for (int visitor = 3; visitor <= Sessions.MAX_OPEN + 1; visitor++) {
            at(T0, pageview("c", visitor, "/"));
        }

        assertThat(at(T0 + 1, pageview("d", 2, "/"))).isEqualTo(second);
        assertThat(at(T0 + 1, pageview("e", 1, "/")).session()).isNotEqualTo(first.session());
    }

    @Test
    void derivedIds_ofManyVisitorsOneAfterTheOther_areAllDistinct() {
        Set<Long> ids = new HashSet<>();
        for (int visitor = 0; visitor < 10_000; visitor++) {
            ids.add(at(T0, pageview("a", visitor, "/")).session());
        }

        assertThat(ids).hasSize(10_000);
    }
}
