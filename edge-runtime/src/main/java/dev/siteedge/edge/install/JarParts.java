package dev.siteedge.edge.install;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
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

    /** @throws FileNotFoundException when the jar has no library for this machine */
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
        ZipEntry entry = all.getEntry(library);
        if (entry == null) {
            throw new FileNotFoundException("there is no " + library + " for this machine");
        }
        try (InputStream in = all.getInputStream(entry)) {
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
