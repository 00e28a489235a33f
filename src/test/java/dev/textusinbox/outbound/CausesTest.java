package dev.textusinbox.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.outbound.PostResult.Cause;
import dev.textusinbox.outbound.PostResult.PostFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final Causes causes = new Causes("crm.example.com:8443", Duration.ofSeconds(10));

    @Test
    void whatKeepsAConnectionFromBeingMadeIsToldApart() {
        assertConnecting(Cause.REFUSED, new ConnectException("Connection refused: crm/10.0.0.1:8443"));
        assertConnecting(Cause.CONNECT_TIMEOUT, new ConnectException("Connection timed out"));
        assertConnecting(Cause.NO_ROUTE, new NoRouteToHostException("No route to host"));
        assertConnecting(Cause.NO_ROUTE, new SocketException("Network is unreachable"));
        assertConnecting(Cause.OTHER, new SocketException("Too many open files"));
    }

    @Test
    void whatEndsAConnectionIsToldApart() {
        assertEquals(
                Cause.RESET,
                causes.ofExchange(new SocketException("Connection reset")).cause());
        assertEquals(
                Cause.RESET, causes.ofExchange(new IOException("Broken pipe")).cause());
        assertEquals(
                Cause.OTHER, causes.ofExchange(new OutOfMemoryError("hunter2")).cause());
    }

    @Test
    void anExceptionsTextIsNotTold() {
        assertEquals(
                "post failed: crm.example.com:8443: IllegalStateException",
                causes.ofExchange(new IllegalStateException("hunter2")).text());
    }

    @Test
    void whyTlsFailedIsToldInWords() {
        assertHandshake("the certificate has expired", new CertificateExpiredException("NotAfter: 2020"));
        assertHandshake("connection reset during the handshake", new SocketException("Connection reset"));
        assertHandshake("no cipher suites in common", new SSLHandshakeException("no cipher\r\nsuites in common"));
    }

    private void assertConnecting(Cause cause, Exception thrown) {
        assertEquals(cause, causes.ofConnecting(thrown).cause());
    }

    private void assertHandshake(String why, Exception innermost) {
        var thrown = new SSLHandshakeException("failed");
        thrown.initCause(innermost);
        assertEquals(new PostFailed(Cause.TLS, "TLS failed: crm.example.com:8443: " + why), causes.ofHandshake(thrown));
    }
}
