/** Replay: history delivered to handlers once more, picked by a filter, at a chosen rate, on an operator's word. */
package dev.textusinbox.replay;
