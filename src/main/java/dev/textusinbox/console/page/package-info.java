/** What every page of the console stands on: who is signed in, the frame around it, how values are shown. */
package dev.textusinbox.console.page;
