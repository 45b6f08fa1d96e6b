package dev.siteedge.maven;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who reads what Maven prints.
 *
 * @param someone whether a person sees it as it comes
 * @param interactive whether Maven was started without {@code --batch-mode}
 * @param style Maven's own {@code style.color}: always, never or auto
 * @param environment of Maven
 */
record Terminal(boolean someone, boolean interactive, String style, Map<String, String> environment) {
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    static Terminal of(boolean interactive, String style) {
        return new Terminal(isTerminal(System.console()), interactive, style, System.getenv());
    }

    /** How a line of progress is shown, which is of less weight than what stays true. */
    String progress(String line) {
        return coloured() ? FAINT + line + PLAIN : line;
    }

    /** Whether nobody waits for a build: a log that is read afterwards needs no progress. */
    boolean quiet() {
        return environment.containsKey("CI");
    }

    private boolean coloured() {
        return switch (style) {
            case "always" -> true;
            case "never" -> false;
            default ->
                someone
                        && interactive
                        && !quiet()
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        };
    }

    /** Since Java 22 there is a console where there is no terminal, which it says itself. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
