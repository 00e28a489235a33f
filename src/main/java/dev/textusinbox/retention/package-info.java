/** Retention: how history goes, on an operator's word (erasure of a contact) or by its age. */
package dev.textusinbox.retention;
