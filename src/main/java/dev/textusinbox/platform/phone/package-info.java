/** Phone numbers, as they are written and as they are meant. */
package dev.textusinbox.platform.phone;
