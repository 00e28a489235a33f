/** Conformance: a command that plays the provider against any receiver, and says what each answer would have cost. */
package dev.textusinbox.conformance;
