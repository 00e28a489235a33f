/** A handler as another team would write it, and how they would test it; docs/handlers.md shows its source. */
package dev.textusinbox.example;
