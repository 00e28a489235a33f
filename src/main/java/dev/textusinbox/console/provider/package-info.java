/** Pages of the integrations at the provider, and of its simulator. */
package dev.textusinbox.console.provider;
