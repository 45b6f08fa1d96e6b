package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
