package dev.siteedge.tracker;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;

/** Hands each test a {@link TestSite} of its own; all of a run share one browser, which starts with the first. */
final class BrowserExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(BrowserExtension.class);

    /** Closed by JUnit at the end of the run. */
    private record SharedBrowser(ChromeDriver driver) implements AutoCloseable {
        @Override
        public void close() {
            driver.quit();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestSite.class;
    }

    @Override
    public TestSite resolveParameter(ParameterContext parameter, ExtensionContext test) {
        SharedBrowser browser = test.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(
                        SharedBrowser.class, key -> new SharedBrowser(Chromium.start()), SharedBrowser.class);
        try {
            PageServer server = new PageServer();
            test.getStore(OURS).put(PageServer.class, server);
            return new TestSite(server, browser.driver());
        } catch (IOException e) {
            throw new IllegalStateException("the page server did not start: " + e.getMessage(), e);
        }
    }

    /** Leaves the page before its server goes, so that its farewell does not reach the next test. */
    @Override
    public void afterEach(ExtensionContext test) {
        SharedBrowser browser = test.getRoot().getStore(OURS).get(SharedBrowser.class, SharedBrowser.class);
        if (browser != null) {
            browser.driver().get("about:blank");
        }
    }
}
