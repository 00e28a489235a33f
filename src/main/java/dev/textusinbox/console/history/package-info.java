/** Pages of events and contacts. */
package dev.textusinbox.console.history;
