package dev.textusinbox.platform;

/** When a bean that is made at the start is made, for {@code @Startup}. */
public final class StartOrder {
    /** Beans that check settings: a wrong one stops the start before anything is scheduled, which is at 0. */
    public static final int SETTINGS = -1;

    private StartOrder() {}
}
