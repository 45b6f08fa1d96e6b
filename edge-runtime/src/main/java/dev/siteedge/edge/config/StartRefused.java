package dev.siteedge.edge.config;

import java.util.List;

/** The runtime can't start as asked, by a mistake of the user's: shown as lines, never as a stack trace. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    /** @param problems 1 or more lines: what is wrong, the value, the choices or range, the next step */
    public StartRefused(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public StartRefused(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
