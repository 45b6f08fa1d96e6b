package dev.siteedge.maven.doctor;

/**
 * One line of the doctor.
 *
 * @param text what is the case, and where, without the last full stop; never more than one line
 * @param remedy what to do about it, a sentence; empty when the text says it or nothing is to be done
 */
record Finding(Level level, String text, String remedy) {
    enum Level {
        OK,
        WARN,
        ERROR
    }

    Finding {
        text = text.strip().replaceAll("\\s+", " ");
        remedy = remedy.strip().replaceAll("\\s+", " ");
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text, "");
    }

    static Finding warn(String text, String remedy) {
        return new Finding(Level.WARN, text, remedy);
    }

    static Finding error(String text, String remedy) {
        return new Finding(Level.ERROR, text, remedy);
    }

    /** {@code WARN tracker: what is wrong. What to do.} */
    String line(String check) {
        if (level == Level.OK) {
            return text.isEmpty() ? okLine(check) : okLine(check) + ": " + sentence();
        }
        return level + " " + check + ": " + sentence() + (remedy.isEmpty() ? "" : " " + remedy);
    }

    static String okLine(String check) {
        return "ok   " + check;
    }

    private String sentence() {
        return text.matches(".*[.!?]") ? text : text + ".";
    }
}
