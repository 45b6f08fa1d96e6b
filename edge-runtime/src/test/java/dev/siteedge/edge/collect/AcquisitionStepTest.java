package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcquisitionStepTest {
    private static final AcquisitionStep STEP = new AcquisitionStep(new SourceNames());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                     | ''                       | ''
            https://www.Facebook.com/page/?x=1#y   | facebook.com/page        | Facebook
            https://l.facebook.com/                | l.facebook.com           | Facebook
            https://www.google.co.uk/search?q=a    | google.co.uk/search      | Google
            https://google.com                     | google.com               | Google
            https://google.evil.example/           | google.evil.example      | google.evil.example
            https://notgoogle.com/                 | notgoogle.com            | notgoogle.com
            https://mail.google.com/               | mail.google.com          | Gmail
            https://t.co/abc                       | t.co/abc                 | Twitter
            https://othersite.com:8443/a/b         | othersite.com/a/b        | othersite.com
            https://user:pw@othersite.com/         | othersite.com            | othersite.com
            android-app://com.reddit.frontpage     | com.reddit.frontpage     | Reddit
            https://perplexity.ai                  | perplexity.ai            | Perplexity
            https://example.com/other              | ''                       | ''
            https://www.example.com/other          | ''                       | ''
            http://127.0.0.1:4000/other            | ''                       | ''
            https://blog.example.com/              | blog.example.com         | blog.example.com
            about:blank                            | ''                       | ''
            javascript:alert(1)                    | ''                       | ''
            nonsense                               | ''                       | ''
            """)
    void referrer_givesTheSource(String sent, String referrer, String source) {
        Source found = source("{\"type\":\"pageview\",\"path\":\"/\",\"referrer\":\"" + sent + "\"}");

        assertThat(found.referrer()).isEqualTo(referrer);
        assertThat(found.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "utm_source=Newsletter,Newsletter",
        "utm_source=google,Google",
        "utm_source=GOOGLE,Google",
        "utm_source=yt-ads,Youtube",
        "source=Google-ads,Google",
        "utm_source=fb,Facebook",
        "ref=news.ycombinator.com,Hacker News",
        "ref=www.some-blog.com,www.some-blog.com",
        "source=b&utm_source=a&ref=c,a",
        "ref=c&source=b,b",
        "utm_source=,Bing",
        "UTM_SOURCE=A,A",
        "utm_medium=e-mail,Bing",
    })
    void campaign_winsOverTheReferrer(String query, String source) {
        assertThat(source("{\"type\":\"pageview\",\"path\":\"/?" + query + "\",\"referrer\":\"https://bing.com\"}")
                        .source())
                .isEqualTo(source);
    }

    @Test
    void campaign_allFiveAreKept() {
        assertThat(source("{\"type\":\"pageview\",\"path\":\"/?utm_source=s&utm_medium=m&utm_campaign=c&utm_content=n"
                        + "&utm_term=t\"}"))
                .isEqualTo(new Source("", "s", "m", "s", "c", "n", "t"));
    }

    private static Source source(String json) {
        Draft draft = Drafts.of(json, Drafts.CALLER, "example.com", "127.0.0.1", false)
                .withSite("example.com");
        return ((Draft) STEP.apply(draft)).source();
    }
}
