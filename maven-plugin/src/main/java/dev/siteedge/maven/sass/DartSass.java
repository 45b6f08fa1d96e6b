package dev.siteedge.maven.sass;

import de.larsgrefer.sass.embedded.util.IOUtils;
import de.larsgrefer.sass.embedded.util.PlatformUtils;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** The native Dart Sass out of sass-embedded-bundled. */
final class DartSass {
    private DartSass() {}

    static File unpack(Path work) throws IOException {
        String archive = "/de/larsgrefer/sass/embedded/bundled/dart-sass-" + PlatformUtils.getDartSassPackageSuffix();
        URL url = DartSass.class.getResource(archive);
        if (url == null) {
            throw new FileNotFoundException("Dart Sass has no build for this platform: " + archive);
        }
        Path folder = Files.createDirectories(work.resolve("dart-sass-package"));
        try {
            IOUtils.extract(url, folder);
        } catch (IOException e) {
            throw new IOException(
                    "Dart Sass could not be unpacked to " + folder + " (" + e.getMessage()
                            + "). Look for free space on the disk",
                    e);
        }
        File[] launchers = folder.resolve("dart-sass").toFile().listFiles(DartSass::isLauncher);
        if (launchers == null || launchers.length != 1 || !launchers[0].setExecutable(true, true)) {
            throw new FileNotFoundException("Dart Sass has no launcher in " + folder);
        }
        return launchers[0];
    }

    private static boolean isLauncher(File file) {
        return file.isFile() && file.getName().startsWith("sass");
    }
}
