/** The ground every other room stands on: the database and its schema, errors and lists on the wire, phones and HMAC. */
package dev.textusinbox.platform;
