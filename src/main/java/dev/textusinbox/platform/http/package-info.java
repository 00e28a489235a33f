/** What HTTP is made of, wherever it is spoken. */
package dev.textusinbox.platform.http;
