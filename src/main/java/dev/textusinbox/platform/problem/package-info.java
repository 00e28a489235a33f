/** Answers that say what went wrong, after RFC 9457. */
package dev.textusinbox.platform.problem;
