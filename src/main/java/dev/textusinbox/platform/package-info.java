/** What every other package uses; each part of it is a package of its own. */
package dev.textusinbox.platform;
