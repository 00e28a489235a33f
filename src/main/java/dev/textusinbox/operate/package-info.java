/** Operate: what operators see and do: handlers, trouble, quarantine, and the books that must add up. */
package dev.textusinbox.operate;
