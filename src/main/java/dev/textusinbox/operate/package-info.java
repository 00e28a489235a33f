/** What operators look after: a package for each thing that they see and change. */
package dev.textusinbox.operate;
