package dev.textusinbox.console.page;

import java.time.Duration;

/** The console's cookies: for its own pages, out of scripts' reach, and sent by no other site's page. */
public final class Cookies {
    public static final String PATH = "/console";
    static final String SESSION = "console-session";
    /** What the sign-in form's token hangs on, before there is a session. */
    static final String SIGN_IN = "console-sign-in";
    /** What the next page tells of what was done. */
    static final String SAID = "console-said";

    private Cookies() {}

    static String set(String name, String value, Duration age, boolean secure) {
        return name + '=' + value + "; Path=" + PATH + "; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    static String clear(String name, boolean secure) {
        return set(name, "", Duration.ZERO, secure);
    }
}
