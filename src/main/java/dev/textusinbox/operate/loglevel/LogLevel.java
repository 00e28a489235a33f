package dev.textusinbox.operate.loglevel;

/**
 * A level that was switched since this instance started.
 *
 * @param category a package or class, and all below it
 */
public record LogLevel(String category, String level) {}
