package dev.siteedge.edge.event;

/**
 * With what a visit was made; the empty string stands for "unknown" everywhere.
 *
 * @param country ISO 3166-1 alpha-2 in upper case
 * @param type {@code Desktop}, {@code Mobile} or {@code Tablet}
 * @param browser the family, e.g. {@code Firefox}
 * @param os the family, e.g. {@code Linux}
 */
public record Device(String country, String type, String browser, String os) {
    public static final Device UNKNOWN = new Device("", "", "", "");
}
