/** The console: pages for the people who operate the inbox, made of what the other rooms know. Nothing depends on it. */
package dev.textusinbox.console;
