/** Events as they come in, and all of them: the stream and the export. */
package dev.textusinbox.history.follow;
