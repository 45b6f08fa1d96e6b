package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.finish.Finish;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the child is asked to build, as it goes over the child's standard input.
 *
 * @param source the site's folder
 * @param sourceFixed whether {@code source} wins over {@code source:} in {@code _config.yml}
 * @param destination where Jekyll writes: the staged site
 * @param previous the site of the last build, which {@code keep_files} are taken from; may not exist
 * @param config configuration files
 * @param exclude names relative to the source
 * @param timeoutSeconds after which the child gives up; 0 for never
 * @param overrides Jekyll's configuration keys, set on the command line
 * @param bundle the stamp of the site's own bundle, whose gems are used instead of the bundled ones; empty for those
 * @param finish what is done to what Jekyll wrote
 * @param giveWay a file; when it appears the build ends unfinished
 * @param page the one source file whose page is wanted, as the last build left all else; empty for the whole site
 */
public record ChildRequest(
        String source,
        boolean sourceFixed,
        String destination,
        String previous,
        List<String> config,
        List<String> exclude,
        int timeoutSeconds,
        Map<String, String> overrides,
        String bundle,
        Finish finish,
        String giveWay,
        String page) {

    static ChildRequest of(BuildRequest request, Staging staging) {
        return new ChildRequest(
                request.source().toString(),
                request.sourceFixed(),
                staging.site().toString(),
                staging.destination().toString(),
                request.config().stream().map(Path::toString).toList(),
                request.exclude(),
                request.timeoutSeconds(),
                request.options().overrides(),
                request.jvm().bundle() == null ? "" : request.jvm().bundle().toString(),
                request.finish(),
                staging.giveWay().toString(),
                "");
    }

    /** The same for one page. */
    ChildRequest forPage(Path file) {
        return new ChildRequest(
                source,
                sourceFixed,
                destination,
                previous,
                config,
                exclude,
                timeoutSeconds,
                overrides,
                bundle,
                finish,
                giveWay,
                file.toString());
    }

    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeUTF(source);
        out.writeBoolean(sourceFixed);
        out.writeUTF(destination);
        out.writeUTF(previous);
        writeList(out, config);
        writeList(out, exclude);
        out.writeInt(timeoutSeconds);
        writeList(out, List.copyOf(overrides.keySet()));
        writeList(out, List.copyOf(overrides.values()));
        out.writeUTF(bundle);
        out.writeUTF(finish.inject() == null ? "" : finish.inject().toString());
        out.writeUTF(finish.mode() == null ? "" : finish.mode());
        out.writeBoolean(finish.precompress());
        out.writeUTF(giveWay);
        out.writeUTF(page);
        out.flush();
    }

    static ChildRequest read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        String source = in.readUTF();
        boolean sourceFixed = in.readBoolean();
        String destination = in.readUTF();
        String previous = in.readUTF();
        List<String> config = readList(in);
        List<String> exclude = readList(in);
        int timeoutSeconds = in.readInt();
        List<String> keys = readList(in);
        List<String> values = readList(in);
        Map<String, String> overrides = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            overrides.put(keys.get(i), values.get(i));
        }
        String bundle = in.readUTF();
        String inject = in.readUTF();
        String mode = in.readUTF();
        boolean precompress = in.readBoolean();
        Finish finish = new Finish(
                inject.isEmpty() ? null : Boolean.valueOf(inject), mode.isEmpty() ? null : mode, precompress);
        String giveWay = in.readUTF();
        String page = in.readUTF();
        return new ChildRequest(
                source,
                sourceFixed,
                destination,
                previous,
                config,
                exclude,
                timeoutSeconds,
                overrides,
                bundle,
                finish,
                giveWay,
                page);
    }

    private static void writeList(DataOutputStream out, List<String> list) throws IOException {
        out.writeInt(list.size());
        for (String entry : list) {
            out.writeUTF(entry);
        }
    }

    private static List<String> readList(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(in.readUTF());
        }
        return list;
    }
}
