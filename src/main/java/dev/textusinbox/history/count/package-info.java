/** How many events there are in a time. */
package dev.textusinbox.history.count;
