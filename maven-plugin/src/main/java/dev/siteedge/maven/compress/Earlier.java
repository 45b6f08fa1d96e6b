package dev.siteedge.maven.compress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The site of the last build, and what was compressed of it.
 *
 * @param site need not exist
 * @param compressed the folder of its gzip files
 */
record Earlier(Path site, Path compressed) {
    /** A gzip file ends with the CRC-32 and the length of what it holds, little-endian: RFC 1952, section 2.3.1. */
    private static final int TRAILER_BYTES = 8;

    /**
     * Takes over the gzip file of a text that is byte for byte what it was then.
     *
     * @param name of the text, relative to its site
     * @param target where the gzip file belongs now
     * @return false when the text has to be compressed: it is new or changed, or the gzip file is not its own
     */
    boolean link(Path name, byte[] text, Path target) throws IOException {
        Path before = site.resolve(name);
        Path zipped = compressed.resolve(name + ".gz");
        if (!Files.isRegularFile(before)
                || !Files.isRegularFile(zipped)
                || Files.size(before) != text.length
                || !Arrays.equals(Files.readAllBytes(before), text)
                || !belongs(zipped, text)) {
            return false;
        }
        Files.deleteIfExists(target);
        try {
            // The old site goes in a moment, and nobody writes into a gzip file.
            Files.createLink(target, zipped);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Not every file system has links.
            Files.copy(zipped, target);
        }
        return true;
    }

    private static boolean belongs(Path zipped, byte[] text) throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(zipped)) {
            long from = channel.size() - TRAILER_BYTES;
            if (from < 0 || channel.read(trailer, from) < TRAILER_BYTES) {
                return false;
            }
        }
        CRC32 sum = new CRC32();
        sum.update(text);
        return trailer.getInt(0) == (int) sum.getValue() && trailer.getInt(4) == text.length;
    }
}
