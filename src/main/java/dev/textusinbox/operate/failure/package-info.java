/** Failures with the same cause as one. */
package dev.textusinbox.operate.failure;
