package dev.textusinbox.history.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is known of the phones that were asked for, in their order. */
record LookupAnswer(List<Item> items) {

    /**
     * One phone.
     *
     * @param phone as it was given
     * @param contact the same in E.164; left out where it can't be read
     * @param consent left out where the phone can't be read
     * @param error why it can't be read, else left out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LookupItem")
    record Item(String phone, String contact, Consent consent, String error) {}
}
