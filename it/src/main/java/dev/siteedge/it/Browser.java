package dev.siteedge.it;

import java.io.File;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Starts headless Chromium as Debian packages it, with a fresh profile and without calls of its own to the network. */
public final class Browser {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File CHROMEDRIVER = new File("/usr/bin/chromedriver");
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900");

    /** Held here: a logger that nobody holds loses its level. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private Browser() {}

    /**
     * Opens a browser; the caller quits it.
     *
     * @throws IllegalStateException when Chromium or its driver is not installed
     */
    public static WebDriver open() {
        return open(PageLoadStrategy.NORMAL);
    }

    /** One that never waits for a page: for a look at it while it comes. */
    public static WebDriver openImpatient() {
        return open(PageLoadStrategy.NONE);
    }

    private static WebDriver open(PageLoadStrategy strategy) {
        if (!CHROMIUM.canExecute() || !CHROMEDRIVER.canExecute()) {
            throw new IllegalStateException(
                    CHROMIUM + " and " + CHROMEDRIVER + " are needed. Run script/bootstrap, which installs them.");
        }
        // Debian's Chromium is newer than any DevTools version that Selenium knows; nothing here uses DevTools.
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setPageLoadStrategy(strategy);
        options.setBinary(CHROMIUM);
        options.addArguments(ARGUMENTS);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(CHROMEDRIVER)
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }
}
