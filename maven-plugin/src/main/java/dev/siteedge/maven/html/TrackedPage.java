package dev.siteedge.maven.html;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A page's bytes, and the same with the tracker's tag.
 */
final class TrackedPage {
    private static final byte[] SCRIPT = TrackerTag.SCRIPT.getBytes(StandardCharsets.US_ASCII);

    private TrackedPage() {}

    /** Empty when the page is to stay as it is: a fragment, no ASCII-compatible text, or tracked already. */
    static Optional<byte[]> of(byte[] page, String tag) {
        if (isUtf16(page) || isTracked(page)) {
            return Optional.empty();
        }
        return HeadInsertion.find(page).map(insertion -> insert(page, insertion.offset(), insertion.bytes(tag)));
    }

    private static byte[] insert(byte[] page, int offset, byte[] tag) {
        byte[] tracked = new byte[page.length + tag.length];
        System.arraycopy(page, 0, tracked, 0, offset);
        System.arraycopy(tag, 0, tracked, offset, tag.length);
        System.arraycopy(page, offset, tracked, offset + tag.length, page.length - offset);
        return tracked;
    }

    private static boolean isTracked(byte[] page) {
        if (!contains(page, 0, page.length)) {
            return false;
        }
        HtmlScanner tokens = new HtmlScanner(page);
        while (tokens.next()) {
            if (tokens.name().equals("script") && contains(page, tokens.start(), tokens.tagEnd())) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] page, int from, int to) {
        for (int i = from; i <= to - SCRIPT.length; i++) {
            if (page[i] == SCRIPT[0] && matches(page, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] page, int at) {
        for (int i = 1; i < SCRIPT.length; i++) {
            if (page[at + i] != SCRIPT[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf16(byte[] page) {
        if (page.length < 2) {
            return false;
        }
        int mark = (page[0] & 0xff) << 8 | page[1] & 0xff;
        return mark == 0xfeff || mark == 0xfffe;
    }
}
