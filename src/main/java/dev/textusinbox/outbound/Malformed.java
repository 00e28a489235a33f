package dev.textusinbox.outbound;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** What is wrong with the head of an answer. Pure. */
final class Malformed {
    private Malformed() {}

    /** Whether all that can't be read is how long its body is: the status is known then, and it is all that counts. */
    static boolean isLengthOnly(HttpResponse head) {
        Throwable cause = head.decoderResult().cause();
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
            return false;
        }
        // Both are one too many: then Netty reads neither.
        if (head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return true;
        }
        try {
            long unused = HttpUtil.normalizeAndGetContentLength(
                    head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH), false, false);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Whether the connection was closed in the middle of it. */
    static boolean isCut(HttpResponse head) {
        return head.decoderResult().cause() instanceof PrematureChannelClosureException;
    }

    /** HTTP/1.0 and 1.1; Netty takes any word and any numbers. */
    static boolean isHttp1(HttpResponse head) {
        var version = head.protocolVersion();
        return version.protocolName().equals("HTTP")
                && version.majorVersion() == 1
                && head.status().code() >= 100;
    }

    /** By its length or its coding: what comes behind such a head belongs to no answer. */
    static boolean hasBodyAgainstItsStatus(HttpResponse head) {
        int status = head.status().code();
        boolean none = status == 204 || status == 304;
        boolean coded = head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.IDENTITY, true);
        return none && (coded || HttpUtil.getContentLength(head, 0L) > 0);
    }

    /** In words of ours: what came may be anything. */
    static String why(Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            return "its headers are larger than " + AnswerDecoder.MAX_HEAD + " bytes";
        }
        return cause instanceof TooLongHttpLineException
                ? "its first line is too long"
                : "its first line or a header can't be read";
    }
}
