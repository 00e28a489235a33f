/** Black box: starts the packaged program as a process of its own, talks HTTP to it, and kills it. */
package dev.textusinbox.blackbox;
