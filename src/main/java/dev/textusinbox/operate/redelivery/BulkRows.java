package dev.textusinbox.operate.redelivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.textusinbox.dispatch.RedeliveryBatch;
import dev.textusinbox.failure.FailureGroupId;
import dev.textusinbox.platform.phone.Phones;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which rows a bulk order is for, as the order keeps and shows it. */
@RegisterForReflection // it is written and read by hand
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkRows(String handler, String state, String failure, String contact, String failedFrom, String failedTo) {
    static BulkRows of(RedeliveryBatch.RedeliverySelection wanted) {
        return new BulkRows(
                wanted.handler(),
                wanted.state(),
                wanted.cause() == null ? null : new FailureGroupId(wanted.cause(), wanted.state()).toString(),
                wanted.contact(),
                text(wanted.failedFrom()),
                text(wanted.failedTo()));
    }

    RedeliveryBatch.RedeliverySelection wanted() {
        return new RedeliveryBatch.RedeliverySelection(
                handler,
                state,
                failure == null
                        ? null
                        : FailureGroupId.read(failure).orElseThrow().cause(),
                contact,
                time(failedFrom),
                time(failedTo));
    }

    /** As it may stand in the audit log, without the handler: that is the entry's subject. */
    Map<String, String> masked() {
        Map<String, String> masked = new HashMap<>();
        masked.put("state", state);
        masked.put("failure", failure);
        masked.put("contact", contact == null ? null : Phones.mask(contact));
        masked.put("failedFrom", failedFrom);
        masked.put("failedTo", failedTo);
        masked.values().removeIf(value -> value == null);
        return masked;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private static Instant time(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
