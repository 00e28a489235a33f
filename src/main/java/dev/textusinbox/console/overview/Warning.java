package dev.textusinbox.console.overview;

import java.time.Instant;

/**
 * Something that is wrong, and the page whose button helps.
 *
 * @param serious whether events may be lost by it
 * @param since null: nobody knows, or it does not matter
 */
public record Warning(boolean serious, String text, Instant since, String detail, String link, String button) {}
