/** What is asked for: parameters, lists and their pages, bodies that are taken at their word. */
package dev.textusinbox.platform.request;
