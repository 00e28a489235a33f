package dev.textusinbox.gate;

/** Who parked a source. */
public enum Parking {
    /** An operator, with {@link Mode#PARK}. */
    OPERATOR,
    /** The outage clock: so much longer, and the provider would have dropped what it repeats. */
    OUTAGE
}
