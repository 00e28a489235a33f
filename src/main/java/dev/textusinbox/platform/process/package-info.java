/** The life of the process: its threads and loops, the order in which it starts and ends, whether it lives. */
package dev.textusinbox.platform.process;
