package dev.siteedge.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A baked site of one page with two experiments: its text is the letters of its arms, such as {@code c-y}. */
final class TwoExperiments {
    private TwoExperiments() {}

    /** @param coverage of both */
    static Path in(Path folder, double coverage) throws IOException {
        StringBuilder renditions = new StringBuilder();
        for (String a : new String[] {"c", "x"}) {
            for (String b : new String[] {"c", "y", "z"}) {
                String changed = (a.equals("c") ? "" : "a." + a)
                        + (a.equals("c") || b.equals("c") ? "" : "+")
                        + (b.equals("c") ? "" : "b." + b);
                String file = changed.isEmpty() ? "index.html" : "_edge/variants/" + changed + "/index.html";
                Path page = folder.resolve(file);
                Files.createDirectories(page.getParent());
                Files.writeString(page, "<!DOCTYPE html><title>t</title><p id=arms>" + a + "-" + b);
                renditions.append(renditions.isEmpty() ? "" : ",").append("""
                        "a=%s+b=%s":{"file":"%s"}""".formatted(a, b, file));
            }
        }
        Files.writeString(folder.resolve("_edge/manifest.json"), """
                {"version":1,"site":"localhost","consent":{"experiments":"cookie"},"experiments":[
                {"id":"a","status":"running","coverage":%1$s,"variants":[{"name":"c","weight":50},{"name":"x","weight":50}]},
                {"id":"b","status":"running","coverage":%1$s,"variants":[{"name":"c","weight":70},{"name":"y","weight":30},
                {"name":"z","weight":0}]}],
                "pages":{"/":{"experiments":["a","b"],"renditions":{%2$s}}}}""".formatted(coverage, renditions));
        return folder;
    }
}
