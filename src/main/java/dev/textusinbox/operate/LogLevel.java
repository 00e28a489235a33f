package dev.textusinbox.operate;

/**
 * A level that was switched since this instance started.
 *
 * @param category a package or class, and all below it
 */
public record LogLevel(String category, String level) {}
