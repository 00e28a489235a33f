/** What is set, and whether it can be right. */
package dev.textusinbox.platform.settings;
