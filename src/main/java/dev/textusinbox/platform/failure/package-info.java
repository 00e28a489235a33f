/** What is thrown: whose fault it is, how a job tells of it, and when the process has to end. */
package dev.textusinbox.platform.failure;
