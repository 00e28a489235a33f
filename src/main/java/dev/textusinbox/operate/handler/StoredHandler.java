package dev.textusinbox.operate.handler;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Whether a handler is called, as far as an operator sets it. */
@Entity
@Table(name = "handler")
public class StoredHandler {
    @Id
    String name;

    String state;
    String pausedReason;
}
