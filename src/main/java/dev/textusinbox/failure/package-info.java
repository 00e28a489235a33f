/** What failures have in common: their causes, by rules that are the same on every instance. */
package dev.textusinbox.failure;
