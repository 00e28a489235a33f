package dev.textusinbox.example;

import java.io.IOException;

/** The other side: what the handler's own team has a client for. */
interface Crm {
    /**
     * Sends a welcome text.
     *
     * @param key the same for a repeat, which the CRM then drops
     * @return the HTTP status of its answer
     */
    int welcome(String phone, long key) throws IOException;
}
