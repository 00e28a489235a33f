package dev.textusinbox.platform.request;

import java.util.List;

/**
 * One page of a list, as every list answers.
 *
 * @param next the cursor of the page after it; null where this is the last
 */
public record ListPage<T>(List<T> items, String next) {}
