package dev.textusinbox.log;

import java.util.List;

/** The eight event types that the provider documents; a type never seen before is stored like any other. */
public final class EventTypes {
    public static final String MESSAGE_RECEIVED = "message.received";
    public static final String MESSAGE_DELIVERED = "message.delivered";
    public static final String MESSAGE_FAILED = "message.failed";
    public static final String MESSAGE_UNKNOWN = "message.unknown";
    public static final String PHONE_CALL_COMPLETED = "phone_call.completed";
    public static final String CONTACT_OPTED_OUT = "contact.opted_out";
    public static final String CONTACT_OPTED_IN = "contact.opted_in";
    public static final String CONTACT_CREATED = "contact.created";

    /** All eight, in the order of the provider's guide. */
    public static final List<String> ALL = List.of(
            MESSAGE_RECEIVED,
            MESSAGE_DELIVERED,
            MESSAGE_FAILED,
            MESSAGE_UNKNOWN,
            PHONE_CALL_COMPLETED,
            CONTACT_OPTED_OUT,
            CONTACT_OPTED_IN,
            CONTACT_CREATED);

    private EventTypes() {}

    /** The type as it is stored. The provider's prose spells two of them with a hyphen: they are the same however spelt. */
    public static String canonical(String type) {
        return switch (type) {
            case "contact.opted-out" -> CONTACT_OPTED_OUT;
            case "contact.opted-in" -> CONTACT_OPTED_IN;
            default -> type;
        };
    }
}
