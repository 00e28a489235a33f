/** HTTP posts to other systems: bounded in time and memory, and each failure with its cause. */
package dev.textusinbox.outbound;
