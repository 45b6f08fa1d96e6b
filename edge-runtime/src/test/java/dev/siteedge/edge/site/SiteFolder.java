package dev.siteedge.edge.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Writes the files of a site for tests. */
record SiteFolder(Path root) {
    SiteFolder with(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gzip file. */
    SiteFolder compressed(String name, String text) {
        with(name, "");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body one byte in each char */
    static String unzip(String body) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    SiteFolder manifest(String json) {
        return with("_edge/manifest.json", json.replace('\'', '"'));
    }

    /** One page {@code /} with the experiment hero, its bold rendition, and one without. */
    SiteFolder hero(String status) {
        return with("index.html", "control page")
                .with("about.html", "about page")
                .with("_edge/variants/hero.bold/index.html", "bold page")
                .manifest("{'version':1,'site':'example.com','experiments':[{'id':'hero','status':'" + status
                        + "','variants':[{'name':'control'},{'name':'bold'}]}],"
                        + "'pages':{'/':{'experiments':['hero'],'renditions':{'hero=control':{'file':'index.html'},"
                        + "'hero=bold':{'file':'_edge/variants/hero.bold/index.html'}}}},'flags':{}}");
    }
}
