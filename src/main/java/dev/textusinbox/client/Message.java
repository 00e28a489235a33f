package dev.textusinbox.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What is known of a message.
 *
 * @param status received, delivered, failed or unknown, the latest by the time of the provider; null where no event told one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Message(String messageId, String status, String contact, List<Step> history) {}
