/** How the database is used: its schema, transactions, locks and sessions, and what text it can hold. */
package dev.textusinbox.platform.database;
