/** Alarm: what is wrong now and for how long, told once when it begins and once when it ends. */
package dev.textusinbox.alarm;
