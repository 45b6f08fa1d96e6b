package dev.siteedge.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * Starts the runtime on the built template, visits the home page in Chromium, clicks its button, and waits until the
 * pageview, the event and the exposure are counted. What {@code script/demo --check} runs.
 */
public final class DemoCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String EVENT = "signup";
    private static final By BUTTON = By.cssSelector("[data-site-edge-event=" + EVENT + "]");
    private static final By VARIANTS = By.cssSelector("meta[name='site-edge:variants']");

    private final WebDriver browser;
    private final EdgeClient edge;

    DemoCheck(WebDriver browser, EdgeClient edge) {
        this.browser = browser;
        this.edge = edge;
    }

    /**
     * Exit code 0 when all was counted, else 1.
     *
     * @param command the runtime's command line
     */
    public static void main(String[] command) {
        List<String> missing = check(List.of(command));
        missing.forEach(line -> System.out.println("missing: " + line));
        System.exit(missing.isEmpty() ? 0 : 1);
    }

    /** What was not counted, one line each; empty when the demo works. */
    static List<String> check(List<String> command) {
        try (EdgeProcess process = EdgeProcess.start(command)) {
            System.out.println("serving at " + process.uri());
            WebDriver browser = Browser.open();
            try {
                return new DemoCheck(browser, new EdgeClient(process.uri()))
                        .visit(process.uri().toString());
            } finally {
                browser.quit();
            }
        } catch (EdgeProcess.EdgeFailedException | IllegalStateException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** Visits the home page and clicks; returns what is missing. */
    List<String> visit(String uri) {
        browser.get(uri + "/");
        String shown = browser.findElement(VARIANTS).getDomAttribute("content");
        System.out.println("opened " + browser.getTitle() + ", showing " + shown);
        browser.findElement(BUTTON).click();
        System.out.println("clicked the button of the event " + EVENT);

        List<String> missing = new ArrayList<>();
        await("a pageview in /api/metrics", () -> summary().get("pageviews").asLong() >= 1, missing);
        await(
                "an event beside the pageview in /api/metrics",
                () -> summary().get("events").asLong()
                        > summary().get("pageviews").asLong(),
                missing);
        await("an exposure in /api/experiments/hero/results", () -> exposures() >= 1, missing);
        System.out.println("counted " + summary() + ", exposures of hero " + exposures());
        return missing;
    }

    private void await(String what, java.util.function.BooleanSupplier counted, List<String> missing) {
        try {
            new FluentWait<>(counted).withTimeout(PATIENCE).pollingEvery(POLL).until(c -> c.getAsBoolean());
        } catch (TimeoutException e) {
            missing.add(what + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private JsonNode summary() {
        return edge.json("/api/metrics?range=30m").get("summary");
    }

    private long exposures() {
        JsonNode variants = edge.json("/api/experiments/hero/results").get("variants");
        long sum = 0;
        for (JsonNode variant : variants) {
            sum += Optional.ofNullable(variant.get("exposures"))
                    .map(JsonNode::asLong)
                    .orElse(0L);
        }
        return sum;
    }
}
