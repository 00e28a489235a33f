/** Events that a handler could not handle at once, one by one and in bulk. */
package dev.textusinbox.operate.redelivery;
