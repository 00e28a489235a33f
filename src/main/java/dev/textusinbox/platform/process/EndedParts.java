package dev.textusinbox.platform.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Parts of the program that must run, have ended, and can't be begun again as things stand. */
public final class EndedParts {
    private static final Map<String, String> WHY = new ConcurrentHashMap<>();

    private EndedParts() {}

    /** True if that is new, or for another reason than before. */
    public static boolean add(String part, String why) {
        return !why.equals(WHY.put(part, why));
    }

    public static void remove(String part) {
        WHY.remove(part);
    }

    /** By name, each with the reason. */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(WHY);
        Loop.lost().forEach(name -> all.put(name, "its thread has ended"));
        return all;
    }
}
