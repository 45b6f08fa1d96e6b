package dev.siteedge.edge.event;

/** The size of everything that comes from outside, checked once at the border. */
public final class Limits {
    /** One event's body. */
    public static final int MAX_BODY_BYTES = 65_536;

    /** A batch's body. */
    public static final int MAX_BATCH_BYTES = 8 << 20;

    public static final int MAX_BATCH_EVENTS = 1_000;
    /** How far back an event may have happened. */
    public static final long MAX_LATE_MILLIS = 24 * 3_600_000L;

    public static final int MAX_JSON_DEPTH = 8;
    public static final int MAX_ID_CHARS = 64;
    public static final int MAX_SITE_CHARS = 253;
    public static final int MAX_PATH_BYTES = 2_048;
    public static final int MAX_REFERRER_BYTES = 2_048;
    /** Category, action, label, UTM values. */
    public static final int MAX_NAME_CHARS = 120;

    public static final int MAX_PROPS = 30;
    public static final int MAX_PROP_NAME_CHARS = 64;
    public static final int MAX_PROP_VALUE_CHARS = 512;
    /** Experiments that one exposure may name. */
    public static final int MAX_EXPERIMENTS = 16;

    private Limits() {}
}
