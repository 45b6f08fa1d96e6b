package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.gems.RubyFileLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.ScriptingContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    private static final String FILE = "gems/a/lib/a.rb";

    @TempDir
    Path folder;

    @Test
    void fileThatHoldsTheBytesThatWereParsed_isTheOneThatRuns() throws IOException {
        assertThat(loaded("$answer = [:same, __FILE__, __LINE__]", "$answer = [:same, __FILE__, __LINE__]"))
                .isEqualTo("[:same, \"uri:classloader:/gems/a/lib/a.rb\", 1]");
    }

    @Test
    void fileThatHoldsOtherBytes_isParsedAnew() throws IOException {
        assertThat(loaded("$answer = :older", "$answer = :newer")).isEqualTo(":newer");
    }

    @Test
    void fileThatCannotBeParsed_failsWhereItIsAskedFor() throws IOException {
        assertThat(loaded("$answer = (", "$answer = (")).isEqualTo("SyntaxError");
        assertThat(loaded("$answer = (", "$answer = :mended")).isEqualTo(":mended");
    }

    @Test
    void fileThatIsNotThere_isNoFailure() throws IOException {
        assertThat(loaded(null, "$answer = :there")).isEqualTo(":there");
    }

    /** What a script says that loads a file. */
    private String loaded(@Nullable String ahead, String then) throws IOException {
        Path first = Files.createTempDirectory(folder, "ahead");
        TestSites.write(first, ReadAhead.LIST, "/" + FILE + "\n");
        if (ahead != null) {
            TestSites.write(first, FILE, ahead);
        }
        Path second = Files.createTempDirectory(folder, "then");
        TestSites.write(second, FILE, then);
        ScriptingContainer ruby = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
        try {
            ruby.setClassLoader(loader(second));
            ReadAhead.start(ruby.getProvider().getRuntime(), loader(first));
            return String.valueOf(ruby.runScriptlet("begin; load 'uri:classloader:/" + FILE
                    + "'; $answer.inspect; rescue SyntaxError => e; e.class.name; end"));
        } finally {
            ruby.terminate();
        }
    }

    /** What is in the folder wins over what is on the class path. */
    private static RubyFileLoader loader(Path folder) {
        ClassLoader classes = ReadAheadTest.class.getClassLoader();
        List<Path> places = new ArrayList<>(List.of(folder));
        places.addAll(PluginClassPath.of(classes));
        return new RubyFileLoader(places, classes);
    }
}
