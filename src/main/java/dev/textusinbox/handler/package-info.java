/** Handlers: the interfaces that an extension implements, and the built-in ones. */
package dev.textusinbox.handler;
