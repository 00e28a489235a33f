package dev.textusinbox.console;

/**
 * Something that is wrong, and the page whose button helps.
 *
 * @param serious whether events may be lost by it
 */
public record Warning(boolean serious, String text, String detail, String link, String button) {}
