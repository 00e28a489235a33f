/** How history is asked of the database. */
package dev.textusinbox.history.query;
