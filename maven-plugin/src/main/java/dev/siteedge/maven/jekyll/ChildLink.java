package dev.siteedge.maven.jekyll;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The two streams to a JVM that builds. */
final class ChildLink {
    private final OutputStream requests;
    private final BufferedReader lines;

    ChildLink(OutputStream requests, InputStream lines) {
        this.requests = requests;
        this.lines = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
    }

    /** Builds once; whether that went well stands in the output, which has not ended when the other side is gone. */
    void build(ChildRequest request, ChildOutput output) throws IOException {
        try {
            request.write(requests);
        } catch (IOException e) {
            // It ended at once; what it printed says why.
            output.line(e.toString());
        }
        while (!output.ended()) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            output.line(line);
        }
    }
}
