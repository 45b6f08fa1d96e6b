package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jcodings.Encoding;
import org.jcodings.specific.UTF8Encoding;
import org.jruby.ParseResult;
import org.jruby.Ruby;
import org.jruby.parser.Parser;
import org.jruby.parser.ParserManager;
import org.jruby.parser.ParserType;
import org.jruby.runtime.DynamicScope;
import org.jruby.runtime.load.LoadServiceResourceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * JRuby's parser, which on a second processor parses ahead the files that every build loads: what is executed meanwhile
 * has to wait for none of them. A file that is asked for is taken from there only when it holds the very bytes that were
 * parsed.
 */
final class ReadAhead extends Parser {
    /**
     * Names on the class path, in the order in which a build asks for them: what
     * {@code -Djruby.debug.loadService.timing=true} shows of a build with the plugins that most sites have, without the lexers.
     */
    static final String LIST = "dev/siteedge/maven/jekyll/ruby/site_edge/read_ahead";

    private static final String CLASS_PATH = "uri:classloader:";

    private final Map<String, FutureTask<Parsed>> ahead = new ConcurrentHashMap<>();

    private record Parsed(byte[] text, ParseResult result) {}

    private ReadAhead(Ruby runtime) {
        super(runtime);
    }

    /** Makes it the parser of a runtime, and begins. */
    static void start(Ruby runtime, ClassLoader files) {
        ReadAhead parser = new ReadAhead(runtime);
        List<FutureTask<Parsed>> tasks = parser.plan(files);
        try {
            Field field = ParserManager.class.getDeclaredField("parser");
            field.setAccessible(true);
            field.set(runtime.getParserManager(), parser);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JRuby keeps its parser elsewhere", e);
        }
        Thread thread = new Thread(() -> tasks.forEach(FutureTask::run), "site-edge read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private List<FutureTask<Parsed>> plan(ClassLoader files) {
        Map<String, FutureTask<Parsed>> tasks = new LinkedHashMap<>();
        for (String name : list(files)) {
            tasks.put(CLASS_PATH + name, new FutureTask<>(() -> parsed(files, name)));
        }
        ahead.putAll(tasks);
        return List.copyOf(tasks.values());
    }

    private static List<String> list(ClassLoader files) {
        try (InputStream in = files.getResourceAsStream(LIST)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Parsed parsed(ClassLoader files, String name) throws IOException {
        try (InputStream in = files.getResourceAsStream(name.substring(1))) {
            if (in == null) {
                throw new IOException("not there: " + name);
            }
            byte[] text = in.readAllBytes();
            LoadServiceResourceInputStream again = new LoadServiceResourceInputStream(text);
            return new Parsed(
                    text, super.parse(CLASS_PATH + name, 0, again, UTF8Encoding.INSTANCE, null, ParserType.NORMAL));
        }
    }

    @Override
    protected ParseResult parse(
            String file, int line, InputStream in, Encoding encoding, @Nullable DynamicScope scope, ParserType type) {
        FutureTask<Parsed> task = ahead.remove(file);
        if (task != null && in instanceof LoadServiceResourceInputStream resource) {
            task.run();
            try {
                Parsed parsed = task.get();
                if (Arrays.equals(parsed.text(), resource.getBytes())) {
                    return parsed.result();
                }
            } catch (ExecutionException e) {
                // The same again, where it matters.
                return super.parse(file, line, in, encoding, scope, type);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return super.parse(file, line, in, encoding, scope, type);
    }
}
