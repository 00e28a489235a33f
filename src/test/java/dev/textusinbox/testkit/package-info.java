/**
 * The test kit: what the tests of a project with handlers of its own need to post webhooks to its inbox and to await what becomes of
 * them. What {@code textus-inbox-…-test-kit.jar} holds, together with the settings that an inbox needs in a test. Part of the public
 * API: see {@code docs/own-handlers.md}.
 */
package dev.textusinbox.testkit;
