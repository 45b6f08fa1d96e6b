package dev.siteedge.maven.jekyll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jruby.embed.ScriptingContainer;
import org.jspecify.annotations.Nullable;

/**
 * Converts Markdown on a second processor, before the build asks for it: in a Ruby runtime of its own, as threads within
 * one corrupt what they write. What Markdown becomes is up to the text and the settings alone. A text that the build asks
 * for before its turn has come, or that could not be converted without a word, is left to the build.
 *
 * <p>Ruby calls it, on the thread that runs Jekyll.
 */
public final class MarkdownAhead {
    /** Starting a Ruby runtime takes longer than so few texts. */
    private static final int FEW = 60;

    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "site-edge Markdown");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Text> waiting = new ConcurrentHashMap<>();
    /** Both of the worker's thread. */
    private @Nullable ScriptingContainer ruby;

    private @Nullable Object converter;
    /** The settings of the converter, as Ruby writes them; of the thread that runs Jekyll. */
    private @Nullable String settings;

    private int helped;

    private static final class Text {
        private final String markdown;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CompletableFuture<@Nullable String> html = new CompletableFuture<>();

        Text(String markdown) {
            this.markdown = markdown;
        }

        boolean take() {
            return taken.compareAndSet(false, true);
        }
    }

    /** Whether it is worth the while. */
    public boolean wanted(int texts) {
        return Runtime.getRuntime().availableProcessors() > 1 && (texts >= FEW || settings != null && texts > 0);
    }

    /**
     * Begins.
     *
     * @param settings of the site's converter, marshalled and in hexadecimal digits
     * @param texts in the order in which they will be asked for
     */
    public void begin(String settings, List<String> texts) {
        boolean other = !settings.equals(this.settings);
        this.settings = settings;
        Map<String, Text> batch = new LinkedHashMap<>();
        texts.forEach(markdown -> batch.put(markdown, new Text(markdown)));
        waiting.putAll(batch);
        List<Text> order = new ArrayList<>(batch.values());
        worker.execute(() -> convert(order, settings, other));
    }

    /** What a text becomes; null when the build has to convert it. */
    public @Nullable String take(String markdown) {
        Text text = waiting.remove(markdown);
        String html = text == null || text.take() ? null : text.html.join();
        helped += html == null ? 0 : 1;
        return html;
    }

    /**
     * Nobody will ask for more.
     *
     * @return how many texts the build did not have to convert
     */
    public int end() {
        waiting.values().forEach(Text::take);
        waiting.clear();
        int count = helped;
        helped = 0;
        return count;
    }

    private void convert(List<Text> texts, String settings, boolean other) {
        try {
            // Before a text is taken: the build would wait for it.
            ScriptingContainer container = container();
            Object current = other ? null : converter;
            if (current == null) {
                Object type = container.runScriptlet("SiteEdge::MarkdownConverter");
                current = container.callMethod(type, "new", settings);
                converter = current;
            }
            for (Text text : texts) {
                convert(text, container, current);
            }
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The build goes on without, and meets it too.
            converter = null;
        }
    }

    private static void convert(Text text, ScriptingContainer container, Object converter) {
        if (!text.take()) {
            return;
        }
        try {
            text.html.complete(container.callMethod(converter, "convert", text.markdown, String.class));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The build meets it too, and knows the page.
            text.html.complete(null);
        }
    }

    private ScriptingContainer container() {
        ScriptingContainer container = ruby;
        if (container == null) {
            container = RubyRuntime.newContainer();
            container.getProvider().getRubyInstanceConfig().setDisableGems(true);
            container.runScriptlet("require 'site_edge/markdown_converter'");
            ruby = container;
        }
        return container;
    }
}
