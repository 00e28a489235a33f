/** Provider: the provider's side of each source, set up, watched and repaired from here. */
package dev.textusinbox.provider;
