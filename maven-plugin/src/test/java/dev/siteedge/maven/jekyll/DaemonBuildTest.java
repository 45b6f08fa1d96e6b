package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon of this test's own, in a folder of its own. */
@Timeout(120)
class DaemonBuildTest {
    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private Path source;
    private Path site;
    private Path daemons;

    @BeforeEach
    void makeSite() throws IOException {
        source = folder.resolve("source");
        site = folder.resolve("site");
        daemons = folder.resolve("daemons");
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "index.md", "---\n---\nfirst\n");
    }

    @AfterEach
    void stopDaemon() throws Exception {
        for (ProcessHandle daemon : daemons()) {
            daemon.destroy();
            daemon.onExit().get();
        }
    }

    @Test
    void secondBuild_isDoneByTheSameProcess() throws Exception {
        build();
        List<ProcessHandle> first = children();
        TestSites.write(source, "index.md", "---\n---\nsecond\n");
        build();

        assertThat(site.resolve("index.html")).content().contains("second");
        assertThat(children()).isEqualTo(first).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemons)))
                .isEqualTo("rwx------");
    }

    @Test
    void twoBuildsAtOnce_startOneDaemon() throws Exception {
        Path other = folder.resolve("other");
        Thread second = new Thread(() -> run(TestSites.request(source, other)));
        second.start();
        build();
        second.join();

        assertThat(site.resolve("index.html")).content().contains("first");
        assertThat(other.resolve("index.html")).content().contains("first");
        assertThat(log.lines().stream().filter(line -> line.contains("Starting a daemon")))
                .hasSize(1);
    }

    @Test
    void mistake_isSaidAsEver_andTheNextBuildWorks() throws Exception {
        TestSites.write(source, "index.md", "---\n---\n{% nonsense %}\n");
        assertThatThrownBy(this::build).hasMessageStartingWith("index.md:3: Liquid is wrong");
        TestSites.write(source, "index.md", "---\n---\nmended\n");
        build();

        assertThat(site.resolve("index.html")).content().contains("mended");
    }

    @Test
    void childKilledBetweenBuilds_isReplaced() throws Exception {
        build();
        for (ProcessHandle child : children()) {
            child.destroyForcibly();
            child.onExit().get();
        }
        build();

        assertThat(site.resolve("index.html")).content().contains("first");
    }

    @Test
    void daemonKilledInTheMiddleOfABuild_failsInOneLine_leavesTheOldSite_andIsReplaced() throws Exception {
        build();
        Path begun = folder.resolve("begun");
        TestSites.write(source, "_plugins/waits.rb", "File.write('" + begun + "', '')\nsleep 60\n");
        Thread killer = new Thread(() -> {
            while (!Files.exists(begun)) {
                Thread.yield();
            }
            daemons().forEach(ProcessHandle::destroyForcibly);
        });
        killer.start();
        assertThatThrownBy(this::build)
                .isInstanceOf(JekyllBuildException.class)
                .hasMessageStartingWith("The daemon ended without a word, in the middle of the build.");
        killer.join();
        assertThat(site.resolve("index.html")).content().contains("first");
        Files.delete(source.resolve("_plugins/waits.rb"));
        build();

        assertThat(site.resolve("index.html")).content().contains("first");
    }

    @Test
    void otherArguments_getAnotherDaemon() throws Exception {
        build();
        BuildRequest request = TestSites.request(source, site);
        ChildJvm other = new ChildJvm(request.jvm().classPath(), List.of(), List.of("-Xmx600m"));
        run(new BuildRequest(
                request.source(),
                request.sourceFixed(),
                request.destination(),
                request.config(),
                request.exclude(),
                request.options(),
                request.inject(),
                request.failOnWarnings(),
                request.trace(),
                request.timeoutSeconds(),
                other));

        assertThat(daemons()).hasSize(2);
    }

    @Test
    void nobodyCame_ends() throws Exception {
        new JekyllBuild(InstantSource.system(), log, new DaemonJvm(daemons, Duration.ofMillis(200), log))
                .run(TestSites.request(source, site));

        while (!daemons().isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(daemons.toFile().list((in, name) -> name.endsWith(".sock"))).isEmpty();
    }

    @Test
    void toldToStop_ends() throws Exception {
        build();
        List<ProcessHandle> running =
                Stream.concat(daemons().stream(), children().stream()).toList();
        // What a daemon that was killed leaves behind.
        abandonedSocket("0.sock");

        assertThat(Daemons.in(daemons).stop()).isOne();

        assertThat(running).hasSize(2);
        assertThat(running.get(0).isAlive()).as("the daemon").isFalse();
        // Ended by the daemon on its way out.
        running.get(1).onExit().get();
        assertThat(daemons.toFile().list((in, name) -> name.endsWith(".sock"))).isEmpty();
        assertThat(Daemons.in(daemons).stop()).isZero();
        assertThat(Daemons.in(folder.resolve("none")).stop()).isZero();
    }

    /** A socket that nobody listens at any more. */
    private void abandonedSocket(String name) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(DaemonMain.address(daemons.resolve(name)));
        }
    }

    private void build() {
        run(TestSites.request(source, site));
    }

    private void run(BuildRequest request) {
        new JekyllBuild(InstantSource.system(), log, new DaemonJvm(daemons, Duration.ofMinutes(2), log)).run(request);
    }

    private List<ProcessHandle> daemons() {
        try (Stream<Path> files = Files.list(daemons)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .flatMap(file -> process(file).stream())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> process(Path pidFile) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile)));
        } catch (NoSuchFileException e) {
            // It ended since its folder was read.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> children() {
        return daemons().stream().flatMap(ProcessHandle::children).toList();
    }
}
