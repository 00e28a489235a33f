/** The log: every verified delivery is appended once, durably, in an order that never changes. */
package dev.textusinbox.log;
