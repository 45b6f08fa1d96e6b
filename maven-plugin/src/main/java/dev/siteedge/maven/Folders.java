package dev.siteedge.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a goal finds the site and puts it, when the user does not say.
 *
 * @param base where Maven runs
 * @param build Maven's build folder
 * @param pom whether there is a pom
 */
record Folders(Path base, Path build, boolean pom) {
    Path absolute(File file) {
        return base.resolve(file.toPath()).normalize();
    }

    Path source(@Nullable File wanted) {
        if (wanted != null) {
            return absolute(wanted);
        }
        Path site = base.resolve("src/site");
        return !Files.exists(base.resolve("_config.yml")) && Files.isDirectory(site) ? site : base;
    }

    Path destination(@Nullable File wanted) {
        if (wanted != null) {
            return absolute(wanted);
        }
        return pom ? base.resolve(build).resolve("site-edge/site").normalize() : base.resolve("_site");
    }

    /** What a preview counts. */
    Path data(@Nullable File wanted) {
        return wanted == null ? own("data") : absolute(wanted);
    }

    /** Where the gems of Gemfiles are kept: this user's, for all sites. */
    Path bundles(@Nullable File wanted) {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "site-edge", "bundles");
        return wanted == null ? home : absolute(wanted);
    }

    /** Where a site for each variant goes. */
    Path variants(@Nullable File wanted) {
        return wanted == null ? own("variants") : absolute(wanted);
    }

    /** Where the doctor builds. */
    Path doctor() {
        return own("doctor");
    }

    /** A place that neither Git nor Jekyll looks at. */
    private Path own(String name) {
        Path folder = pom ? base.resolve(build) : base.resolve(".jekyll-cache");
        return folder.resolve("site-edge").resolve(name).normalize();
    }

    /** Maven's own files, and the last build, when they lie in the source: no part of the site. */
    List<String> exclude(Path source, @Nullable File wanted) {
        List<Path> excluded = new ArrayList<>(List.of(destination(wanted)));
        if (pom) {
            excluded.add(base.resolve("pom.xml"));
            excluded.add(base.resolve(build).normalize());
        }
        return excluded.stream()
                .filter(path -> path.startsWith(source))
                .map(path -> source.relativize(path).toString().replace('\\', '/'))
                .toList();
    }
}
