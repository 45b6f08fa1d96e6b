package dev.siteedge.maven.sass;

import com.sass_lang.embedded_protocol.InboundMessage.CompileRequest.StringInput;
import com.sass_lang.embedded_protocol.OutputStyle;
import com.sass_lang.embedded_protocol.Syntax;
import de.larsgrefer.sass.embedded.CompileSuccess;
import de.larsgrefer.sass.embedded.SassCompilationFailedException;
import de.larsgrefer.sass.embedded.SassCompiler;
import de.larsgrefer.sass.embedded.connection.ConnectionFactory;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Dart Sass for Ruby: one native process for as long as the build lasts. Called on the thread that runs Jekyll.
 */
public final class SassEngine implements Closeable {
    private static @Nullable Future<SassEngine> prepared;

    private final SassCompiler compiler;

    private SassEngine(SassCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * Starts one beside JRuby, which takes longer: most sites have a style sheet. Whether that went well is found out by
     * {@link #start}.
     *
     * @param work as for {@link #start}
     */
    public static synchronized void prepare(Path work) {
        FutureTask<SassEngine> task = new FutureTask<>(() -> {
            SassEngine engine = launch(work);
            // Loads the classes that every compilation wants.
            engine.compiler.compileScssString("");
            return engine;
        });
        prepared = task;
        Thread thread = new Thread(task, "site-edge sass");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param work a folder of this build's own, which Dart Sass is unpacked to: a fixed place under the temporary
     *     folder could be another user's
     */
    public static synchronized SassEngine start(Path work) throws IOException {
        Future<SassEngine> started = prepared;
        prepared = null;
        try {
            return started == null ? launch(work) : started.get();
        } catch (ExecutionException e) {
            throw new IOException("Dart Sass does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SassEngine launch(Path work) throws IOException {
        return new SassEngine(new SassCompiler(ConnectionFactory.ofExecutable(DartSass.unpack(work))));
    }

    /** Once, before the first compilation. */
    public void configure(
            boolean quietDeps, boolean verbose, List<String> fatal, List<String> future, List<String> silence) {
        compiler.setQuietDeps(quietDeps);
        compiler.setVerbose(verbose);
        compiler.setSourceMapIncludeSources(true);
        fatal.forEach(compiler::addFatalDeprecation);
        future.forEach(compiler::addFutureDeprecation);
        silence.forEach(compiler::addSilenceDeprecation);
    }

    /**
     * @param indented whether the content is in Sass' older, indented syntax
     * @param url of the style sheet, a {@code file:} URL that relative loads start from; empty when there is none
     * @param loadPaths folders searched for what is loaded, in this order
     * @param compressed whether the CSS comes on one line
     * @throws SassFailure when the style sheet is wrong
     */
    public SassResult compile(
            String content,
            boolean indented,
            String url,
            List<String> loadPaths,
            boolean compressed,
            boolean sourceMap,
            boolean charset)
            throws IOException {
        SassWarnings warnings = new SassWarnings();
        compiler.setLoggingHandler(warnings);
        compiler.setLoadPaths(loadPaths.stream().map(File::new).toList());
        compiler.setGenerateSourceMaps(sourceMap);
        compiler.setEmitCharset(charset);
        StringInput input = StringInput.newBuilder()
                .setSource(content)
                .setUrl(url)
                .setSyntax(indented ? Syntax.INDENTED : Syntax.SCSS)
                .build();
        try {
            CompileSuccess css =
                    compiler.compileString(input, compressed ? OutputStyle.COMPRESSED : OutputStyle.EXPANDED);
            return new SassResult(css.getCss(), css.getSourceMap(), warnings.places());
        } catch (SassCompilationFailedException e) {
            throw new SassFailure(SassPlace.of(
                    e.getCompileFailure().getSpan(), e.getCompileFailure().getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        compiler.close();
    }
}
