package dev.siteedge.edge.install;

import dev.siteedge.edge.config.StartRefused;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes the runtime's jar apart: what runs on every machine, not compressed, and the libraries of this one. */
final class JarParts {
    private final Path jar;

    JarParts(Path jar) {
        this.jar = jar;
    }

    /** @throws StartRefused when there is no such jar, or it lacks the libraries of this machine, as an installed one does */
    void requireWhole() {
        if (!Files.isRegularFile(jar)) {
            throw new StartRefused(
                    "install works from the runnable jar only. Run java -jar site-edge-runtime.jar install.");
        }
        try (ZipFile all = new ZipFile(jar.toFile())) {
            for (String library : NativeLibraries.ofThisMachine()) {
                if (all.getEntry(library) == null) {
                    throw new StartRefused("install works from the released jar only: " + jar + " has no " + library
                            + ". Run java -jar with that one.");
                }
            }
        } catch (IOException e) {
            throw new StartRefused(jar + " can't be read (" + e.getMessage() + "). Get it again.");
        }
    }

    void write(Path folder) throws IOException {
        try (ZipFile all = new ZipFile(jar.toFile())) {
            for (String library : NativeLibraries.ofThisMachine()) {
                Path file = folder.resolve(library.substring(library.lastIndexOf('/') + 1));
                Replaced.write(file, fresh -> extract(all, library, fresh));
            }
            Replaced.write(folder.resolve(Installation.JAR), fresh -> copyWithoutLibraries(all, fresh));
        }
    }

    private static void extract(ZipFile all, String library, Path file) throws IOException {
        try (InputStream in = all.getInputStream(all.getEntry(library))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copyWithoutLibraries(ZipFile all, Path file) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.setMethod(ZipOutputStream.STORED);
            Enumeration<? extends ZipEntry> entries = all.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!NativeLibraries.isLibrary(entry.getName())) {
                    store(entry, all.getInputStream(entry).readAllBytes(), out);
                }
            }
        }
    }

    private static void store(ZipEntry entry, byte[] bytes, ZipOutputStream out) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTime(entry.getTime());
        stored.setSize(bytes.length);
        stored.setCrc(checksum.getValue());
        out.putNextEntry(stored);
        out.write(bytes);
        out.closeEntry();
    }
}
