package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubyFileLoaderTest {
    @TempDir
    Path folder;

    @Test
    void fileInAJarOrAFolder_isFoundAndRead() throws IOException {
        RubyFileLoader loader = loader();

        for (String name : List.of("gems/a b/lib/a%20.rb", "gems/plain/lib/ü.rb")) {
            URL url = loader.getResource(name);
            assertThat(url).as(name).isNotNull();
            try (InputStream byUrl = url.openStream();
                    InputStream byName = loader.getResourceAsStream(name)) {
                assertThat(byName).as(name).isNotNull().hasContent(name);
                assertThat(byUrl).as(name).hasContent(name);
            }
        }
    }

    @Test
    void firstOfTheClassPath_wins_andAllAreListed() throws IOException {
        RubyFileLoader loader = loader();

        assertThat(loader.getResourceAsStream("gems/.jrubydir")).hasContent("jar");
        assertThat(Collections.list(loader.getResources("gems/.jrubydir"))).hasSize(2);
    }

    @Test
    void rubyFileThatIsNotThere_isNotSearchedInTheParent() throws IOException {
        RubyFileLoader loader = loader();

        assertThat(loader.getResource("gems/of-the-parent.txt")).isNull();
        assertThat(loader.getResourceAsStream("anything.rb")).isNull();
        assertThat(Collections.list(loader.getResources("gems/of-the-parent.txt")))
                .isEmpty();
    }

    @Test
    void otherResources_comeFromTheParent() throws IOException {
        RubyFileLoader loader = loader();

        assertThat(loader.getResource("of-the-parent.txt")).isNotNull();
        assertThat(loader.getResourceAsStream("java/lang/Object.class")).isNotNull();
        assertThat(Collections.list(loader.getResources("of-the-parent.txt"))).hasSize(1);
    }

    private RubyFileLoader loader() throws IOException {
        Path jar = folder.resolve("a jar.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            entry(zip, "gems/a b/lib/a%20.rb", "gems/a b/lib/a%20.rb");
            entry(zip, "gems/.jrubydir", "jar");
        }
        Path plain = folder.resolve("classes");
        Files.createDirectories(plain.resolve("gems/plain/lib"));
        Files.writeString(plain.resolve("gems/plain/lib/ü.rb"), "gems/plain/lib/ü.rb");
        Files.writeString(plain.resolve("gems/.jrubydir"), "folder");
        return new RubyFileLoader(List.of(jar, plain, folder.resolve("missing.jar")), parent());
    }

    /** Knows every name that ends like this one. */
    private ClassLoader parent() throws IOException {
        URL known =
                Files.writeString(folder.resolve("known.txt"), "known").toUri().toURL();
        return new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected URL findResource(String name) {
                return name.endsWith("of-the-parent.txt") || name.endsWith(".rb") ? known : null;
            }

            @Override
            protected java.util.Enumeration<URL> findResources(String name) {
                URL url = findResource(name);
                return url == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(url));
            }
        };
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
