package dev.textusinbox.log;

/** Why a verified body is no event: the reasons that quarantine knows, as the schema spells them. */
enum Unreadable {
    MALFORMED("malformed"),
    NOT_AN_OBJECT("not-an-object"),
    NO_TYPE("no-type"),
    UNSTORABLE("unstorable"),
    CONFLICT("conflict");

    final String code;

    Unreadable(String code) {
        this.code = code;
    }

    /** Thrown by the reader; carries no stack trace, since hostile bodies must stay cheap. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        final Unreadable reason;

        UnreadableException(Unreadable reason) {
            super(reason.code, null, false, false);
            this.reason = reason;
        }
    }
}
