package dev.siteedge.maven.sass;

import java.io.Serial;

/**
 * A style sheet that is no Sass.
 */
public final class SassFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient SassPlace place;

    SassFailure(SassPlace place) {
        super(place.message());
        this.place = place;
    }

    public SassPlace place() {
        return place;
    }
}
