package dev.textusinbox.history.event;

/**
 * A delivery as it came in.
 *
 * @param contentType as received, or null
 * @param signature the signature's bytes, or null where it came unsigned
 * @param body the bytes as signed; null once erased
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
record RawBody(String contentType, byte[] signature, byte[] body) {
    @Override
    public String toString() {
        return "RawBody[" + (body == null ? "erased" : body.length + " bytes") + "]";
    }
}
