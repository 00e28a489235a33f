/** Pull consumers: apps that fetch events, and say what became of them. */
package dev.textusinbox.consumer;
