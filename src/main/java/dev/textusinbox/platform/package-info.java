/** The ground every other room stands on: the database and its schema, errors on the wire, phones and HMAC. */
package dev.textusinbox.platform;
