package dev.textusinbox.client;

import java.util.List;

/** Whose consent is asked for: 1 to 1,000 phones in any usual notation. */
public record LookupRequest(List<String> phones) {}
