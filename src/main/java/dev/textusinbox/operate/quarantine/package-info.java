/** What was received and is no event, or contradicts one. */
package dev.textusinbox.operate.quarantine;
