package dev.siteedge.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.identity.PreviewLinks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --site a                        | --data is missing. Name the folder for log and state.
            --data a                        | --site is missing. Name the folder of the built site, or deploy a release. See --help.
            --site a --data b --prot 1      | --prot is unknown; choices: --site, --data, --host, --port, --config, --help, --version. See --help.
            --site a --data b --port        | --port is wrong: it has no value. See --help.
            --site --data b                 | --site is wrong: it has no value. See --help.
            --site a --data b --port 65536  | --port is wrong: 65536; a whole number from 0 to 65535. Use 0 for any free port.
            --site a --data b --port=x      | --port is wrong: x; a whole number from 0 to 65535. Use 0 for any free port.
            serve                           | 'serve' is unknown; choices: install, preview-link, release, token, or options only. See --help.
            --site none --data b            | --site is wrong: none; a folder that can be read. Build the site first.
            token                           | token is wrong: ''; choose create, list or revoke. See --help.
            release                         | release is wrong: ''; choose deploy, list, activate or rollback. See --help.
            release deploy --data target/b         | --site is missing. Name the folder of the built site.
            release rollback --data target/b       | there is no release to go back to. 'release list' shows what there is.
            release activate x --data target/b     | release is wrong: 'x'; choices: . 'release list' shows them.
            release deploy --data target/b --site none | site folder is wrong: none; there is no such folder. Build the site first: mvn site-edge:build
            release deploy --data target/b --site a --keep 1 | --keep is wrong: 1; a whole number from 2 to 9999. Try 10.
            preview-link                    | preview-link is wrong: ''; choose create. See --help.
            preview-link create --data target/b --url x --variant a.b | --url is wrong: x; a page's address. Write it like https://example.com/.
            preview-link create --data target/b --url http://a/ --variant a | --variant is wrong: a; an experiment and a variant, such as hero.bold, or several with commas. Try again.
            preview-link create --data target/b --url http://a/ --variant a.b --days 0 | --days is wrong: 0; a whole number from 1 to 365. Try 7.
            install                         | --to is missing. Name the folder to install into.
            install --to target/i           | install works from the runnable jar only. Run java -jar site-edge-runtime.jar install.
            token create                    | --data is missing. Name the data folder.
            token create --data b --scope x | --scope is wrong: x; choose read, write or admin. Try again.
            """)
    void mistake_oneLineAndExitCode1(String line, String expected) throws Exception {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(expected + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @Test
    void wrongSettings_oneLineEach() throws Exception {
        Path file = Files.writeString(folder.resolve("edge.yml"), "server: {port: x}\nflush: {interval: y}\n");

        assertThat(run("--site", folder.toString(), "--data", folder.toString(), "--config", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void help_goesToStdout() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--data DIR [--site DIR]")
                .contains("token create");
    }

    @Test
    void version_isTold() throws Exception {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("site-edge ");
    }

    @Test
    void token_isCreatedListedAndRevoked() throws Exception {
        String data = folder.toString();
        assertThat(run("token", "create", "--data", data, "--scope", "admin", "--name", "ci"))
                .isZero();
        String token = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(token).startsWith("se_").hasSize(46);

        out.reset();
        assertThat(run("token", "list", "--data", data)).isZero();
        List<String> fields =
                List.of(out.toString(StandardCharsets.UTF_8).strip().split("\t"));
        assertThat(fields).hasSize(4).contains("admin", "ci").doesNotContain(token);

        assertThat(run("token", "revoke", "--data", data, "--name", fields.get(0)))
                .isZero();
        assertThat(run("token", "revoke", "--data", data, "--name", fields.get(0)))
                .isEqualTo(1);
        out.reset();
        assertThat(run("token", "list", "--data", data)).isZero();
        assertThat(out.size()).isZero();
    }

    @Test
    void previewLink_isGoodForItsVariantsUntilItsDay() throws Exception {
        assertThat(run(
                        "preview-link",
                        "create",
                        "--data",
                        folder.toString(),
                        "--url",
                        "https://example.com/a?b=c",
                        "--variant",
                        "hero.bold",
                        "--days",
                        "2"))
                .isZero();
        String link = out.toString(StandardCharsets.UTF_8).strip();

        assertThat(link).startsWith("https://example.com/a?b=c&site-edge-variant=hero.bold&site-edge-token=");
        String token = link.substring(link.lastIndexOf('=') + 1);
        PreviewLinks links = PreviewLinks.open(folder, new SecureRandom());
        assertThat(links.allows("hero.bold", token, Instant.now().plus(Duration.ofHours(47))))
                .isTrue();
        assertThat(links.allows("hero.bold", token, Instant.now().plus(Duration.ofHours(49))))
                .isFalse();
        assertThat(links.allows("hero.wide", token, Instant.now())).isFalse();
    }

    private int run(String... args) throws Exception {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Main(stdout, stderr, new FakeSides()::start).run(args);
    }
}
