package dev.siteedge.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.config.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {
    @TempDir
    Path folder;

    @Test
    void copies_areThoseInTheFolderOfTemporaryFiles() throws Exception {
        Path maps = Files.writeString(folder.resolve("maps"), """
                7f0000000000-7f0000001000 r-xp 00000000 fd:00 1 /tmp/libduckdb_java123.so
                7f0000001000-7f0000002000 r--p 00001000 fd:00 1 /tmp/libduckdb_java123.so
                7f0000002000-7f0000003000 r-xp 00000000 fd:00 2 /tmp/sqlite-3.50-abc-libsqlitejdbc.so
                7f0000003000-7f0000004000 r-xp 00000000 fd:00 3 /tmp/sqlite-3.50-gone-libsqlitejdbc.so (deleted)
                7f0000004000-7f0000005000 r-xp 00000000 fd:00 4 /tmp/someones.so
                7f0000005000-7f0000006000 r-xp 00000000 fd:00 5 /opt/jdk/lib/server/libjvm.so
                7f0000006000-7f0000007000 r-xp 00000000 fd:00 6 /tmp/sqlite-app/lib.so
                7f0000007000-7f0000008000 rw-p 00000000 00:00 0
                """);

        assertThat(UnpackedLibraries.copies(maps, Path.of("/tmp")))
                .containsExactly(
                        Path.of("/tmp/libduckdb_java123.so"), Path.of("/tmp/sqlite-3.50-abc-libsqlitejdbc.so"));
    }

    @Test
    void placeThatCanBeUsed_isLeftAsItWas() {
        UnpackedLibraries.requirePlace(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void placeThatIsMissingOrAFile_isNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        for (Path wrong : List.of(folder.resolve("missing"), file)) {
            assertThatThrownBy(() -> UnpackedLibraries.requirePlace(wrong))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContainingAll("can't be written", wrong.toString(), "-Djava.io.tmpdir");
        }
    }
}
