/** Receive: verifies what the provider sends, hands it to the log, and answers so that nothing is lost. */
package dev.textusinbox.receive;
