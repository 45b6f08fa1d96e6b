package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.collect.UserAgents.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentsTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final UapParser PARSER = new UapParser();
    private final AtomicLong nanos = new AtomicLong();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Desktop | Firefox | Linux   | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            Desktop | Firefox | Linux   | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            Desktop | Chrome  | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
            Desktop | Edge    | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0
            Desktop | Safari  | macOS   | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15
            Mobile  | Safari  | iOS     | Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1
            Tablet  | Safari  | iOS     | Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1
            Mobile  | Chrome  | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36
            Tablet  | Chrome  | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
            """)
    void browser_isToldApart_alsoByTheCheapWay(String type, String browser, String os, String userAgent) {
        Agent expected = new Agent(type, browser, os, false);

        assertThat(PARSER.parse(userAgent)).isEqualTo(expected);
        assertThat(UserAgents.guess(userAgent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''
            Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
            Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/140.0.0.0 Safari/537.36
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36
            facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
            Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
            curl/8.0.1
            Wget/1.21
            python-requests/2.32
            Go-http-client/2.0
            Java/17.0.15
            """)
    void program_isABot_alsoByTheCheapWay(String userAgent) {
        assertThat(PARSER.parse(userAgent).bot()).isTrue();
        assertThat(UserAgents.guess(userAgent).bot()).isTrue();
    }

    @Test
    void sameAgentAgain_isNotParsedAgain() {
        AtomicInteger parsed = new AtomicInteger();
        UserAgents agents = agents(agent -> {
            parsed.incrementAndGet();
            return Agent.UNKNOWN;
        });

        agents.of(FIREFOX).join();
        agents.of(FIREFOX).join();
        // What is behind the 512th character is not looked at.
        agents.of("x".repeat(512) + "a").join();
        agents.of("x".repeat(512) + "b").join();

        assertThat(parsed).hasValue(2);
    }

    @Test
    void floodOfUnseen_aFewWaitForTheParserAndTheRestIsToldAtOnce() {
        CountDownLatch release = new CountDownLatch(1);
        UserAgents agents = agents(agent -> {
            await(release);
            return new Agent("", "Slow", "", false);
        });

        List<CompletableFuture<Agent>> answers = IntStream.range(0, 1_000)
                .mapToObj(i -> agents.of(FIREFOX + " " + i))
                .toList();

        assertThat(answers.stream().filter(answer -> !answer.isDone()))
                .hasSizeBetween(UserAgents.MAX_WAITING, UserAgents.MAX_WAITING + 1);
        assertThat(answers.get(999)).isCompletedWithValue(new Agent("Desktop", "Firefox", "Linux", false));
        assertThat(agents.of(FIREFOX + " 0")).as("the same one waits, too").isNotDone();
        release.countDown();
        assertThat(answers.get(0).join().browser()).isEqualTo("Slow");
        assertThat(agents.of(FIREFOX + " 0")).isCompletedWithValue(new Agent("", "Slow", "", false));
    }

    @Test
    void floodOfUnseen_isParsedForATenthOfTheTime() {
        AtomicInteger parsed = new AtomicInteger();
        UserAgents agents = agents(agent -> {
            parsed.incrementAndGet();
            nanos.addAndGet(5_000_000);
            return Agent.UNKNOWN;
        });

        for (int i = 0; i < 1_000; i++) {
            agents.of(FIREFOX + " " + i).join();
        }
        // 300 ms at first, 5 ms each, while half a millisecond comes back.
        assertThat(parsed).hasValue(67);
        nanos.addAndGet(500_000_000);
        for (int i = 0; i < 1_000; i++) {
            agents.of(FIREFOX + " later " + i).join();
        }
        assertThat(parsed).hasValue(67 + 11);
    }

    @Test
    void floodOfUnseenThatFail_isPaidForAsWell() {
        AtomicInteger parsed = new AtomicInteger();
        UserAgents agents = agents(agent -> {
            parsed.incrementAndGet();
            nanos.addAndGet(50_000_000);
            throw new IllegalStateException("no such family");
        });

        for (int i = 0; i < 100; i++) {
            agents.of(FIREFOX + " " + i).join();
        }
        // 300 ms at first, 50 ms each, while 5 ms come back.
        assertThat(parsed).hasValue(7);
    }

    @Test
    void parser_isMadeOnceAndWhoeverCameBeforeWaitsForIt() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        UserAgents agents = new UserAgents(
                () -> {
                    await(release);
                    made.incrementAndGet();
                    return agent -> new Agent("", "Made", "", false);
                },
                nanos::get);

        agents.load();
        CompletableFuture<Agent> early = agents.of(FIREFOX);
        assertThat(early).isNotDone();
        release.countDown();

        assertThat(early.join().browser()).isEqualTo("Made");
        assertThat(agents.of("other").join().browser()).isEqualTo("Made");
        assertThat(made).hasValue(1);
    }

    @Test
    void parserFails_isToldByItsWordsAndTheNextOneIsParsed() {
        UserAgents agents = agents(agent -> {
            if (agent.equals(FIREFOX)) {
                throw new IllegalStateException("no such family");
            }
            return Agent.UNKNOWN;
        });

        assertThat(agents.of(FIREFOX).join()).isEqualTo(new Agent("Desktop", "Firefox", "Linux", false));
        assertThat(agents.of("other").join()).isEqualTo(Agent.UNKNOWN);
    }

    private UserAgents agents(UserAgents.AgentParser parser) {
        return new UserAgents(() -> parser, nanos::get);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
