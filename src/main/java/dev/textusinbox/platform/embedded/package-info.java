/** The PostgreSQL that comes along, where no other is configured. */
package dev.textusinbox.platform.embedded;
