package dev.siteedge.maven.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the gems that {@code _config.yml} and the Gemfile ask for are there: the build takes no others than the bundled
 * ones and those of {@code gemPath}. With {@code site-edge.bundler} the build itself has the last word.
 */
final class GemsCheck implements Check {
    static final String NAME = "gems";

    /** For other platforms, for Jekyll's own server, or for work beside the build: nothing misses them. */
    private static final Set<String> NOT_NEEDED = Set.of(
            "bundler",
            "eventmachine",
            "html-proofer",
            "http_parser.rb",
            "rake",
            "rubocop",
            "tzinfo",
            "tzinfo-data",
            "wdm");

    private static final String ADD = "Add the folder it is installed in with -Dsite-edge.gemPath, or remove it.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needsBuild() {
        return false;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        if (site.gems().equals(InstalledGems.OF_THE_BUNDLE)) {
            return site.failureFor(NAME).stream().toList();
        }
        List<Finding> findings = new ArrayList<>();
        List<String> named = named(site.config());
        if (site.built() == null) {
            // What a build that went well was given it has found, be it a gem or a file of one.
            named.stream().filter(name -> !site.gems().has(name)).forEach(name -> findings.add(missing(name)));
        }
        if (findings.isEmpty()) {
            site.failureFor(NAME).ifPresent(findings::add);
        }
        gemfile(site, named, findings);
        return findings;
    }

    private static List<String> named(SiteConfig config) {
        return Stream.of("plugins", "gems", "theme")
                .flatMap(key -> config.list(key).stream())
                .distinct()
                .toList();
    }

    private static Finding missing(String name) {
        return NativeGems.remedy(name)
                .map(remedy -> Finding.error("_config.yml: gem is native, and JRuby cannot load it: " + name, remedy))
                .orElseGet(() -> Finding.error("_config.yml: gem is not bundled: " + name, ADD));
    }

    private static void gemfile(Diagnosis site, List<String> named, List<Finding> findings) {
        Path file = site.source().resolve("Gemfile");
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            Gemfile.read(file).gems().stream()
                    .filter(gem -> !gem.elsewhere() && !NOT_NEEDED.contains(gem.name()))
                    .filter(gem -> !named.contains(gem.name()))
                    .forEach(gem -> gem(gem, site.gems(), findings));
        } catch (IOException e) {
            findings.add(Finding.warn(
                    "Gemfile cannot be read: " + e, "Save it as UTF-8, and give yourself the right to read it."));
        }
    }

    private static void gem(Gemfile.Line gem, InstalledGems gems, List<Finding> findings) {
        String place = "Gemfile:" + gem.number() + ": ";
        if (!gems.has(gem.name())) {
            String remedy = NativeGems.remedy(gem.name()).orElse(ADD);
            findings.add(
                    Finding.warn(place + "gem is not bundled, and the build goes without it: " + gem.name(), remedy));
        } else if (gem.plugin()) {
            findings.add(Finding.warn(
                    place + "the group jekyll_plugins loads nothing here: " + gem.name(),
                    "Name it under plugins: in _config.yml, too."));
        }
    }
}
