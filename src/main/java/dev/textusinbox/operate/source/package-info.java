/** Sources, and whether they take deliveries. */
package dev.textusinbox.operate.source;
