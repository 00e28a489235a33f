/**
 * The console: pages for the people who operate the inbox, made of what the other packages know, a package for each area. Nothing
 * depends on it.
 */
package dev.textusinbox.console;
