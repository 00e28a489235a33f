package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One phone.
 *
 * @param error why it can not be read as a phone; null where it can, and then the other two are there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LookupItem(String phone, String contact, Consent consent, String error) {}
