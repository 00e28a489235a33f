package dev.textusinbox.receive;

/** What is known of a request before the server sees it. */
enum EdgeTarget {
    WEBHOOK,
    /** A HEAD's answer brings no body. */
    WEBHOOK_HEAD,
    OTHER,
    OTHER_HEAD;

    static EdgeTarget of(boolean webhook, boolean head) {
        if (webhook) {
            return head ? WEBHOOK_HEAD : WEBHOOK;
        }
        return head ? OTHER_HEAD : OTHER;
    }

    /** By as much of the first line as has come. */
    static EdgeTarget ofBegun(String firstLine) {
        return of(RequestTarget.mayBeWebhook(firstLine), firstLine.startsWith("HEAD "));
    }

    boolean isWebhook() {
        return this == WEBHOOK || this == WEBHOOK_HEAD;
    }

    boolean isHead() {
        return this == WEBHOOK_HEAD || this == OTHER_HEAD;
    }
}
