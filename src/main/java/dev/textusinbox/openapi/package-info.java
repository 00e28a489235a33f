/** How the program describes its own API: what the resources' annotations and {@code META-INF/openapi.yaml} leave unsaid. */
package dev.textusinbox.openapi;
