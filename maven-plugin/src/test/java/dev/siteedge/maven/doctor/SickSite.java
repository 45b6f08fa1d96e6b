package dev.siteedge.maven.doctor;

import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.ChildJvm;
import dev.siteedge.maven.jekyll.JekyllOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small site on disk: its source, and what a build would have written, file by file. */
final class SickSite {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    static final String TAG = "<script defer src=\"/_edge/site-edge.js\" data-site=\"example.com\"></script>";

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();
    private boolean bundler;
    private @Nullable Boolean inject;
    private @Nullable String baseurl;

    SickSite(Path folder) throws IOException {
        this.folder = folder;
        source("_config.yml", "url: https://example.com\n");
        Files.createDirectories(folder.resolve("built"));
    }

    SickSite source(String name, String content) throws IOException {
        write("source/" + name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    SickSite built(String name, String content) throws IOException {
        return built(name, content.getBytes(StandardCharsets.UTF_8));
    }

    SickSite built(String name, byte[] content) throws IOException {
        write("built/" + name, content);
        return this;
    }

    /** A page with the tracker, and these lines in its head before it. */
    SickSite tracked(String name, String head) throws IOException {
        return built(name, "<!DOCTYPE html>\n<html><head>\n" + head + "\n" + TAG + "\n</head><body></body></html>\n");
    }

    SickSite warning(String line) {
        warnings.add(line);
        return this;
    }

    SickSite inject(boolean value) {
        inject = value;
        return this;
    }

    /** Its gems are those of its Gemfile. */
    SickSite bundler() {
        bundler = true;
        return this;
    }

    SickSite baseurl(String value) {
        baseurl = value;
        return this;
    }

    Path sourceFolder() {
        return folder.resolve("source");
    }

    Diagnosis built() throws IOException {
        return diagnosis(BuiltSite.read(folder.resolve("built")), null);
    }

    Diagnosis failed(String line) throws IOException {
        return diagnosis(null, line);
    }

    BuildRequest request(Path destination, List<String> config) {
        return new BuildRequest(
                sourceFolder(),
                false,
                destination,
                config.stream().map(sourceFolder()::resolve).toList(),
                List.of(),
                new JekyllOptions(null, null, null, null, baseurl, false, "production"),
                inject,
                false,
                false,
                0,
                new ChildJvm(PluginClassPath.of(SickSite.class.getClassLoader()), List.of(), List.of()));
    }

    private Diagnosis diagnosis(@Nullable BuiltSite built, @Nullable String failure) throws IOException {
        BuildRequest request = request(folder.resolve("site"), List.of());
        return new Diagnosis(
                sourceFolder(),
                SiteConfig.read(request),
                bundler ? InstalledGems.OF_THE_BUNDLE : InstalledGems.of(request.jvm()),
                inject,
                built,
                failure,
                warnings,
                NOW);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** The lines that a check says of a site, as the doctor prints them. */
    static List<String> lines(Check check, Diagnosis site) {
        return check.run(site).stream()
                .map(finding -> finding.line(check.name()))
                .toList();
    }
}
