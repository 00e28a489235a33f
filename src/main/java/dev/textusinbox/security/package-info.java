/** Access of people and programs: who is asking, what their role allows, and the audit log of what they did. */
package dev.textusinbox.security;
