package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.experiment.LiveExperiment;
import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import dev.siteedge.edge.identity.PreviewLinks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenditionsTest {
    private static final Instant NOW = Instant.parse("2026-12-03T00:00:00Z");

    @TempDir
    private Path folder;

    private HandlerServer serve(String status, boolean preview) {
        new SiteFolder(folder).hero(status);
        return SiteServing.of(new Site(folder), preview);
    }

    private int bucketOf(int arm) {
        LiveExperiment hero = new Site(folder).experiments().find("hero");
        int bucket = 0;
        while (hero.shown(bucket, NOW) != arm) {
            bucket++;
        }
        return bucket;
    }

    @Test
    void bucket_decidesWhatIsShown() {
        try (HandlerServer server = serve("running", false)) {
            assertThat(server.get("/", "X-Bucket: " + bucketOf(1)).body()).isEqualTo("bold page");
            assertThat(server.get("/", "X-Bucket: " + bucketOf(0)).body()).isEqualTo("control page");
            assertThat(server.get("/index.html", "X-Bucket: " + bucketOf(1)).body())
                    .isEqualTo("bold page");
        }
    }

    @Test
    void pageWithRenditions_isNeverShared() {
        try (HandlerServer server = serve("running", false)) {
            assertThat(server.get("/", "X-Bucket: 1").header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(server.get("/about").header("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
        }
    }

    @Test
    void etagOfTheOtherRendition_isNotAMatch() {
        try (HandlerServer server = serve("running", false)) {
            String bold = "X-Bucket: " + bucketOf(1);
            String control = "X-Bucket: " + bucketOf(0);
            String etag = server.get("/", bold).header("ETag");

            assertThat(server.get("/", bold, "If-None-Match: " + etag).status()).isEqualTo(304);
            Answer other = server.get("/", control, "If-None-Match: " + etag);
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.body()).isEqualTo("control page");
            assertThat(server.get("/", control, "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void newVisitor_getsTheCookieWith304Too() {
        try (HandlerServer server = serve("running", false)) {
            Answer first = server.get("/", "X-Bucket: new");
            Answer second = server.get("/", "X-Bucket: new", "If-None-Match: " + first.header("ETag"));

            assertThat(first.header("Set-Cookie")).isEqualTo("se_bucket=7; Path=/");
            assertThat(second.status()).isEqualTo(304);
            assertThat(second.header("Set-Cookie")).isEqualTo("se_bucket=7; Path=/");
            assertThat(second.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(server.get("/about", "X-Bucket: new").header("Set-Cookie"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Bucket: broken",
                "X-Bucket: 99999",
                "Cookie: se_bucket=\u0001;;;=",
                "Cookie: ===",
                "X-Nothing: 1"
            })
    void brokenOrMissingBucket_showsControl(String header) {
        try (HandlerServer server = serve("running", false)) {
            Answer answer = server.get("/", header);

            assertThat(answer.status()).isLessThan(500);
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo("control page");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"draft,control page", "stopped,control page", "'stopped'',''winner'':''bold',bold page"})
    void experimentThatDoesNotRun_showsOneRenditionToAll(String status, String body) {
        try (HandlerServer server = serve(status, false)) {
            for (int bucket = 0; bucket < 20; bucket++) {
                assertThat(server.get("/", "X-Bucket: " + bucket).body()).isEqualTo(body);
            }
            assertThat(server.get("/").body()).isEqualTo(body);
        }
    }

    @Test
    void forcedVariant_isShownInPreviewOnly() {
        try (HandlerServer preview = serve("draft", true);
                HandlerServer production = serve("draft", false)) {
            Answer forced = preview.get("/?site-edge-variant=hero.bold");

            assertThat(forced.body()).isEqualTo("bold page");
            assertThat(forced.header("Cache-Control")).isEqualTo("no-store");
            assertThat(preview.get("/?site-edge-variant=other.bold").body()).isEqualTo("control page");
            assertThat(production.get("/?site-edge-variant=hero.bold").body()).isEqualTo("control page");
        }
    }

    @Test
    void signedLink_showsItsVariantsUntilItsEnd() {
        PreviewLinks links = PreviewLinks.open(folder.resolve("."), new SecureRandom());
        new SiteFolder(folder).hero("draft");
        Instant until = NOW.plusSeconds(1);
        String token = links.token("hero.bold,other.x", until);
        String link = "/?site-edge-variant=other.x+hero.bold&site-edge-token=" + token;
        try (HandlerServer server = SiteServing.of(new Site(folder), Forcing.bySignedLink(links, SiteServing.CLOCK))) {
            Answer answer = server.get(link);

            assertThat(answer.body()).isEqualTo("bold page");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(server.get("/about?x=1&" + link.substring(2)).body()).isEqualTo("about page");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&site-edge-token=",
                "&site-edge-token=.",
                "&site-edge-token=zzz.AAAAAAAAAAAAAAAAAAAAAA",
                "&site-edge-token=99999999999999999999999999.AAAAAAAAAAAAAAAAAAAAAA",
                "&site-edge-token=EXPIRED",
                "&site-edge-token=OTHER",
                "&site-edge-token=LATER",
                "&site-edge-token=%zz",
                "&site-edge-token=%00%ff",
                "&site-edge-variant=%"
            })
    void forgedOrExpiredLink_isANormalVisit(String parameters) {
        PreviewLinks links = PreviewLinks.open(folder.resolve("."), new SecureRandom());
        new SiteFolder(folder).hero("running");
        String later = Long.toString(NOW.plusSeconds(9).getEpochSecond(), 36);
        String good = links.token("hero.bold", NOW);
        String sent = parameters
                .replace("EXPIRED", good)
                .replace("OTHER", links.token("hero.control", NOW.plusSeconds(9)))
                .replace("LATER", later + good.substring(good.indexOf('.')));
        try (HandlerServer server = SiteServing.of(new Site(folder), Forcing.bySignedLink(links, SiteServing.CLOCK))) {
            Answer answer = server.get("/?site-edge-variant=hero.bold" + sent, "X-Bucket: " + bucketOf(0));

            assertThat(answer.status()).isIn(200, 400);
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo("control page");
                assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: Googlebot/2.1",
                "Sec-Purpose: prefetch",
                "Sec-Purpose: prefetch;prerender",
                "Purpose: prefetch"
            })
    void botsAndPrefetches_areTreatedLikeAnyoneElse(String header) {
        try (HandlerServer server = serve("running", false)) {
            String bold = "X-Bucket: " + bucketOf(1);

            assertThat(server.get("/", bold, header).body()).isEqualTo("bold page");
            assertThat(server.get("/", "X-Bucket: new", header).header("Set-Cookie"))
                    .isNotNull();
        }
    }

    @Test
    void forcedVariantThatDoesNotExist_namesTheKnown() {
        try (HandlerServer server = serve("running", true)) {
            Answer answer = server.get("/?site-edge-variant=hero.b2");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("message").asText())
                    .contains("unknown variant 'b2' of experiment 'hero'; known variants: control, bold");
        }
    }

    @Test
    void twoExperiments_areCombined() {
        new SiteFolder(folder)
                .with("p.html", "00")
                .with("_edge/variants/a.x/p.html", "x0")
                .with("_edge/variants/b.y/p.html", "0y")
                .with("_edge/variants/a.x+b.y/p.html", "xy")
                .manifest("{'version':1,'site':'s','baseurl':'/docs/','experiments':["
                        + "{'id':'a','variants':[{'name':'control'},{'name':'x'}]},"
                        + "{'id':'b','variants':[{'name':'control'},{'name':'y'},{'name':'unbaked'}]}],"
                        + "'pages':{'/p.html':{'experiments':['a','b'],'renditions':{"
                        + "'a=control+b=control':{'file':'p.html'},"
                        + "'a=x+b=control':{'file':'_edge/variants/a.x/p.html'},"
                        + "'a=control+b=y':{'file':'_edge/variants/b.y/p.html'},"
                        + "'a=x+b=y':{'file':'_edge/variants/a.x+b.y/p.html'}}}}}");

        try (HandlerServer server = SiteServing.of(new Site(folder), true)) {
            String force = "/docs/p?site-edge-variant=";
            assertThat(server.get(force + "a.x").body()).isEqualTo("x0");
            assertThat(server.get(force + "b.y").body()).isEqualTo("0y");
            assertThat(server.get(force + "a.x%2Bb.y").body()).isEqualTo("xy");
            assertThat(server.get(force + "a.x+b.unbaked").body()).isEqualTo("00");
        }
    }
}
