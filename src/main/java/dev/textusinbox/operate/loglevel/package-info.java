/** The levels of the log, changed while the program runs. */
package dev.textusinbox.operate.loglevel;
