/** What was stored, read back: a package for each way of asking; it changes nothing. */
package dev.textusinbox.history;
