package dev.textusinbox.receive;

import dev.textusinbox.gate.Gate;
import dev.textusinbox.log.Received;

/** One configured source: verifies a delivery, or does not. */
final class Source {
    final String name;
    private final SecretRing ring;
    private final boolean allowUnsigned;
    final Gate gate;

    Source(String name, SecretRing ring, boolean allowUnsigned, Gate gate) {
        this.name = name;
        this.gate = gate;
        this.ring = ring;
        this.allowUnsigned = allowUnsigned;
    }

    /** The delivery, or null if it is not verified. */
    Received verify(String signatureHeader, String contentType, byte[] body) {
        if (signatureHeader == null) {
            return allowUnsigned ? new Received(name, body, contentType, null, null) : null;
        }
        byte[] signature = SecretRing.parse(signatureHeader);
        int position = signature == null ? -1 : ring.verifiedBy(signature, body);
        return position < 0 ? null : new Received(name, body, contentType, signature, position);
    }
}
