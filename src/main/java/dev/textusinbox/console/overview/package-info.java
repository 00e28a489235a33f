/** The page that the console opens with. */
package dev.textusinbox.console.overview;
