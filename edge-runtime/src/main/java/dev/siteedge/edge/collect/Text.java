package dev.siteedge.edge.collect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text from outside. */
final class Text {
    private Text() {}

    /** Only characters of ASCII, and no NUL. */
    static boolean isPlainAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Null when the bytes are not UTF-8. */
    static @Nullable String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Blanks for control characters, U+FFFD for half a surrogate pair: both come from scripts that cut or copy text, and
     * neither can be stored everywhere.
     */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return cleaned(text);
            }
        }
        return text;
    }

    /** What stands for {@code %C3%BC} and the like; the text itself where that is not UTF-8. */
    static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = ByteBuffer.allocate(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                to.put(from[i]);
                continue;
            }
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return text;
            }
            to.put((byte) (high << 4 | low));
            i += 2;
        }
        String decoded = utf8(to.array(), 0, to.position());
        return decoded == null ? text : clean(decoded);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> clean.appendCodePoint(
                        Character.isISOControl(point)
                                ? ' '
                                : point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                                        ? '\uFFFD'
                                        : point));
        return clean.toString();
    }
}
