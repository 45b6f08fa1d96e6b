package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which builds a daemon may do: those of one site with one version of everything that it runs on. */
record DaemonKey(String name) {
    static DaemonKey of(BuildRequest request, int files) throws IOException {
        List<String> parts = new ArrayList<>(request.jvm().command(files, false, Path.of("")));
        // A daemon that was started without an archive of its classes is as good.
        parts.removeIf(argument -> argument.startsWith("-XX:SharedArchiveFile="));
        parts.add(request.source().toString());
        parts.add(request.options().environment());
        parts.add(request.jvm().gemPath().toString());
        parts.add(String.valueOf(request.jvm().bundle()));
        for (Path entry : request.jvm().classPath()) {
            // A snapshot that was installed again has the same name.
            parts.add(Files.size(entry) + " " + Files.getLastModifiedTime(entry));
        }
        return new DaemonKey(Digests.key(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    }
}
