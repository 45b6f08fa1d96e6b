package dev.siteedge.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a test drives: its pages, the browser that looks at them, and the events that arrived. */
final class TestSite {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    private final PageServer server;
    private final ChromeDriver browser;

    TestSite(PageServer server, ChromeDriver browser) {
        this.server = server;
        this.browser = browser;
    }

    PageServer server() {
        return server;
    }

    ChromeDriver browser() {
        return browser;
    }

    TestSite page(String path, TestPage page) {
        server.put(path, page);
        return this;
    }

    /** Loads the page; the tracker has started when this returns, since it is deferred and load waits for it. */
    TestSite open(String pathAndQuery) {
        browser.get(server.url(pathAndQuery));
        return this;
    }

    Object run(String script) {
        return browser.executeScript(script);
    }

    void click(String css) {
        browser.findElement(By.cssSelector(css)).click();
    }

    Object stored(String key) {
        return run("return localStorage.getItem('" + key + "')");
    }

    long storedKeys() {
        return (Long) run("return localStorage.length + sessionStorage.length + document.cookie.length");
    }

    /** Events of the type, as soon as there are so many of them. */
    List<JsonNode> await(String type, int count) {
        return until(() -> {
            List<JsonNode> found = ofType(type);
            return found.size() >= count ? found : null;
        });
    }

    JsonNode await(String type) {
        return await(type, 1).get(0);
    }

    /** The type's events after the browser has delivered all that it was given so far. */
    List<JsonNode> settled(String type) {
        String barrier = "barrier-" + server.events().size();
        run("navigator.sendBeacon('/api/event', JSON.stringify({type: '" + barrier + "'}))");
        await(barrier);
        return ofType(type);
    }

    <T> T until(Supplier<T> condition) {
        return new WebDriverWait(browser, PATIENCE)
                .pollingEvery(POLL)
                .withMessage(() -> "events so far: " + server.events())
                .until(driver -> condition.get());
    }

    private List<JsonNode> ofType(String type) {
        return server.events().stream()
                .filter(event -> type.equals(event.path("type").asText()))
                .toList();
    }
}
