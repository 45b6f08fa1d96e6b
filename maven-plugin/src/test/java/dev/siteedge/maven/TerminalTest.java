package dev.siteedge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private static final String LINE = "Rendering … 1 of 2";
    private static final String COLOURED = "\u001b[2m" + LINE + "\u001b[0m";

    @ParameterizedTest
    @CsvSource({
        "true,  true,  auto,   TERM,     xterm, true",
        "true,  true,  auto,   NO_COLOR, '',    true",
        "false, true,  auto,   TERM,     xterm, false",
        "true,  false, auto,   TERM,     xterm, false",
        "true,  true,  never,  TERM,     xterm, false",
        "true,  true,  auto,   TERM,     dumb,  false",
        "true,  true,  auto,   NO_COLOR, 1,     false",
        "true,  true,  auto,   CI,       true,  false",
        "false, false, always, NO_COLOR, 1,     true",
    })
    void progress_isColouredOnlyForAPersonWhoDidNotRefuse(
            boolean someone, boolean interactive, String style, String name, String value, boolean coloured) {
        Terminal terminal = new Terminal(someone, interactive, style, Map.of(name, value));

        assertThat(terminal.progress(LINE)).isEqualTo(coloured ? COLOURED : LINE);
    }

    @Test
    void progress_isSaidToPeopleAndNotInCi() {
        assertThat(said(Map.of())).containsExactly(LINE);
        assertThat(said(Map.of("CI", "true"))).isEmpty();
    }

    private static List<String> said(Map<String, String> environment) {
        List<String> lines = new ArrayList<>();
        SystemStreamLog log = new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                lines.add(line.toString());
            }
        };
        new MavenBuildLog(log, new Terminal(false, false, "auto", environment)).progress(LINE);
        return lines;
    }
}
