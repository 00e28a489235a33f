/** History: what was stored, read back by page, by event, by contact and by message; it changes nothing. */
package dev.textusinbox.history;
