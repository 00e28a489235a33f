package dev.textusinbox.log;

/** The fixed split of the log into lanes: what shares a key shares a lane, so a lane keeps each key's order. */
public final class Lanes {
    /** How many lanes there are; stored with each event, so it never changes. */
    public static final int COUNT = 16;

    private Lanes() {}

    /** The lane of a key; the same for the same key on every machine, since {@code String.hashCode} is specified. */
    static int of(String key) {
        int h = key.hashCode();
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return (h ^ (h >>> 16)) & (COUNT - 1);
    }
}
