/** The door for people and programs: who is asking, what their role allows, and the book of what they did. */
package dev.textusinbox.security;
