package dev.textusinbox.receive;

import dev.textusinbox.log.AppendResult;

/** How one request to a webhook ended, before it is put into HTTP. */
sealed interface Reception {
    /** What the log made of a verified delivery. */
    record Logged(AppendResult result) implements Reception {}

    /** The signature is missing or wrong. */
    record Unverified() implements Reception {}

    record UnknownSource() implements Reception {}

    /** Any method but POST, signed or not. */
    record NotPost() implements Reception {}

    record TooLarge() implements Reception {}

    /** Verified, but the source is parked at the provider. */
    record Parked() implements Reception {}

    /** More comes than can be taken: not even looked at. */
    record Overloaded() implements Reception {}

    /** Anything that nobody expected. */
    record Failed() implements Reception {}
}
