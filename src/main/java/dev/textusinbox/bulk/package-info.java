/** Bulk orders: what an operator wants done to very many rows, worked off in batches, with progress and an end. */
package dev.textusinbox.bulk;
