package dev.textusinbox.outbound;

import dev.textusinbox.outbound.PostResult.Cause;
import dev.textusinbox.outbound.PostResult.PostFailed;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Tells what went wrong with a receiver, by its host and port. Pure. */
final class Causes {
    private static final int MAX_WHY = 200;

    private final String receiver;
    private final long timeoutMillis;

    Causes(String receiver, Duration timeout) {
        this.receiver = receiver;
        this.timeoutMillis = timeout.toMillis();
    }

    PostFailed failed(Cause cause) {
        return new PostFailed(
                cause,
                switch (cause) {
                    case NAME_NOT_FOUND -> "name not found: " + receiver;
                    case REFUSED -> "connection refused: " + receiver;
                    case NO_ROUTE -> "no route to host: " + receiver;
                    case CONNECT_TIMEOUT -> "no connection within " + timeoutMillis + " ms: " + receiver;
                    case TLS -> "TLS failed: " + receiver;
                    case ANSWER_TIMEOUT -> "no answer within " + timeoutMillis + " ms: " + receiver;
                    case RESET -> "connection reset before an answer: " + receiver;
                    case CLOSED -> "connection closed before an answer: " + receiver;
                    case NOT_HTTP -> "the answer is not HTTP/1.1: " + receiver;
                    case OTHER -> "post failed: " + receiver;
                });
    }

    PostFailed failed(Cause cause, String why) {
        return new PostFailed(cause, failed(cause).text() + ": " + why);
    }

    PostFailed ofConnecting(Throwable thrown) {
        String message = message(thrown);
        if (thrown instanceof ConnectTimeoutException || message.contains("timed out")) {
            return failed(Cause.CONNECT_TIMEOUT);
        }
        if (thrown instanceof NoRouteToHostException || message.contains("unreachable")) {
            return failed(Cause.NO_ROUTE);
        }
        if (thrown instanceof ConnectException) {
            return failed(Cause.REFUSED);
        }
        return ofExchange(thrown);
    }

    PostFailed ofHandshake(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof NotSslRecordException) {
                return failed(Cause.TLS, "the receiver does not speak TLS");
            }
            if (t instanceof CertificateExpiredException) {
                return failed(Cause.TLS, "the certificate has expired");
            }
            if (t instanceof CertificateNotYetValidException) {
                return failed(Cause.TLS, "the certificate is not valid yet");
            }
        }
        Throwable innermost = innermost(thrown);
        if (innermost instanceof ClosedChannelException || message(thrown).contains("closed while")) {
            return failed(Cause.TLS, "connection closed during the handshake");
        }
        if (isReset(innermost)) {
            return failed(Cause.TLS, "connection reset during the handshake");
        }
        return failed(Cause.TLS, why(innermost));
    }

    /** What a connection that was made threw. */
    PostFailed ofExchange(Throwable thrown) {
        if (thrown instanceof ClosedChannelException) {
            return failed(Cause.CLOSED);
        }
        if (isReset(thrown)) {
            return failed(Cause.RESET);
        }
        if (thrown instanceof SSLException || innermost(thrown) instanceof SSLException) {
            return failed(Cause.TLS, why(innermost(thrown)));
        }
        return failed(Cause.OTHER, thrown.getClass().getSimpleName());
    }

    private static boolean isReset(Throwable thrown) {
        boolean network = thrown instanceof SocketException
                || (thrown instanceof IOException && !(thrown instanceof SSLException));
        String message = message(thrown);
        return network && (message.contains("reset") || message.contains("broken pipe"));
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable t = thrown;
        while (t.getCause() != null && t.getCause() != t) {
            t = t.getCause();
        }
        return t;
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? "" : thrown.getMessage().toLowerCase(Locale.ROOT);
    }

    /** Short and in one line: a certificate's names are the receiver's to choose. */
    private static String why(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        if (message.contains("unable to find valid certification path")) {
            return "the certificate is signed by nobody that is trusted here";
        }
        String line = message.replaceAll("[^ -~]+", " ").strip();
        return line.length() <= MAX_WHY ? line : line.substring(0, MAX_WHY);
    }
}
