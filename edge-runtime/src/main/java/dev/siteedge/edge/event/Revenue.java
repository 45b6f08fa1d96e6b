package dev.siteedge.edge.event;

import java.math.BigDecimal;

/**
 * What an event earned.
 *
 * @param amount at most 12 digits before and 3 behind the point
 * @param currency ISO 4217, three upper-case letters
 */
public record Revenue(BigDecimal amount, String currency) {}
