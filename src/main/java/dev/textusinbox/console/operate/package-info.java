/** Pages of what operators look after and do: handlers, failed deliveries, quarantine, replays, bulk orders, the audit log. */
package dev.textusinbox.console.operate;
