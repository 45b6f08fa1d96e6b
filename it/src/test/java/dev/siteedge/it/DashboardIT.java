package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The dashboard in Chromium, over a runtime with three pageviews and one event of two pages. */
class DashboardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final By PAGEVIEWS = By.cssSelector("#tile-pageviews .value");

    @TempDir
    Path data;

    private EdgeProcess edge;
    private WebDriver browser;

    @BeforeEach
    void start() {
        edge = Runtime.start(Runtime.TEMPLATE_SITE, data);
        browser = Browser.open();
        EdgeClient client = new EdgeClient(edge.uri());
        for (String event : List.of(
                pageview("a", "/"),
                pageview("b", "/"),
                pageview("c", "/about/"),
                "{\"id\":\"d\",\"site\":\"example.com\",\"type\":\"event\",\"path\":\"/\",\"action\":\"signup\"}")) {
            assertThat(client.post("/api/event", event).statusCode()).isEqualTo(202);
        }
    }

    @AfterEach
    void stop() {
        browser.quit();
        edge.close();
    }

    @Test
    void opened_showsTheNumbersAndWhatTheyAreMadeOf() {
        open();

        assertThat(browser.findElement(PAGEVIEWS).getText()).isEqualTo("3");
        waitFor(By.id("now"), "1 visitor now");
        assertThat(browser.findElement(By.id("tables")).getText()).contains("/about/", "signup", "Direct / none");
        assertThat(browser.findElements(By.cssSelector("#experiments article"))).hasSize(2);
        assertThat(errors()).isEmpty();
    }

    @Test
    void pageChosen_onlyItsVisitsCount_untilTheFilterIsTakenAway() {
        open();

        click("row-event:page-/about/");
        waitFor(PAGEVIEWS, "1");
        click("chip-event:page");
        waitFor(PAGEVIEWS, "3");
        assertThat(errors()).isEmpty();
    }

    @Test
    void otherGoalChosen_conversionsAreThoseOfThatGoal() {
        browser.get(edge.uri() + "/");
        waitUntilConverted("/docs/getting-started/", 0);
        browser.get(edge.uri() + "/docs/getting-started/");
        waitUntilConverted("/docs/getting-started/", 1);
        browser.get(dashboard().toString());

        By goal = By.id("goal-hero");
        new WebDriverWait(browser, PATIENCE).until(ExpectedConditions.presenceOfElementLocated(goal));
        assertThat(conversionsShown()).isZero();
        new Select(browser.findElement(goal)).selectByVisibleText("/docs/getting-started/");

        // The page replaces its rows while they are read.
        new WebDriverWait(browser, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(driver -> conversionsShown() == 1);
        assertThat(errors()).isEmpty();
    }

    private void waitUntilConverted(String goal, int conversions) {
        EdgeClient client = new EdgeClient(edge.uri());
        String results = "/api/experiments/hero/results?goal=" + URLEncoder.encode(goal, StandardCharsets.UTF_8);
        new WebDriverWait(browser, PATIENCE)
                .until(driver -> sum(client.json(results), "exposures") == 1
                        && sum(client.json(results), "conversions") == conversions);
    }

    private static int sum(JsonNode results, String figure) {
        int sum = 0;
        for (JsonNode variant : results.get("variants")) {
            sum += variant.get(figure).asInt();
        }
        return sum;
    }

    /** Of the first experiment, over all its variants. */
    private int conversionsShown() {
        return browser
                .findElements(By.cssSelector("#experiments article:first-child tbody tr td:nth-child(3)"))
                .stream()
                .mapToInt(cell -> Integer.parseInt(cell.getText()))
                .sum();
    }

    @Test
    void tokenExists_numbersShowOnlyToWhoHasIt() {
        EdgeProcess tool = EdgeProcess.launch(Runtime.command("token", "create", "--data", data, "--scope", "read"));
        assertThat(tool.exitCode()).isZero();
        String token = tool.output().get(0);

        browser.get(dashboard().toString());
        WebElement field = new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(By.id("token")));
        assertThat(browser.findElement(By.id("content")).isDisplayed()).isFalse();
        field.sendKeys("not-a-token\n");
        new WebDriverWait(browser, PATIENCE).until(ExpectedConditions.visibilityOfElementLocated(By.id("token-wrong")));
        browser.findElement(By.id("token")).sendKeys(token + "\n");

        waitFor(PAGEVIEWS, "3");
    }

    private URI dashboard() {
        return edge.uri().resolve("/dashboard");
    }

    private void open() {
        browser.get(dashboard().toString());
        waitFor(PAGEVIEWS, "3");
    }

    private void click(String id) {
        new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.elementToBeClickable(By.id(id)))
                .click();
    }

    private void waitFor(By place, String text) {
        new WebDriverWait(browser, PATIENCE).until(ExpectedConditions.textToBe(place, text));
    }

    private List<String> errors() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private static String pageview(String id, String path) {
        return "{\"id\":\"%s\",\"site\":\"example.com\",\"type\":\"pageview\",\"path\":\"%s\"}".formatted(id, path);
    }
}
