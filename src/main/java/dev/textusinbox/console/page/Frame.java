package dev.textusinbox.console.page;

/**
 * What every page shows around its own.
 *
 * @param section which part of the console it belongs to, as in its path
 * @param user the key's name, or null
 * @param operator whether buttons are shown
 * @param token for its forms
 * @param dev whether this is dev mode, where a newcomer is told what to paste
 * @param said what was just done, or null
 */
public record Frame(
        String title, String section, String user, boolean operator, String token, boolean dev, String said) {}
