package dev.textusinbox.security;

/** The roles that an API key may have, for {@code @RolesAllowed}. */
public final class Roles {
    /** May read events, contacts and messages. */
    public static final String READER = "reader";

    /** May use pull consumers. */
    public static final String CONSUMER = "consumer";

    /** May do everything: an operator is a reader and a consumer too. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
