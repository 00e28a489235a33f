package dev.textusinbox.gate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Whether a source's deliveries are taken, as an operator has set it; the rest of the row is the gate keeper's. */
@Entity
public class SourceGate {
    @Id
    String name;

    String mode;
}
