/** What the events say of a contact and of a message. */
package dev.textusinbox.history.contact;
