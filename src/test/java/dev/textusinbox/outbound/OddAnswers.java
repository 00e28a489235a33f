package dev.textusinbox.outbound;

import static dev.textusinbox.outbound.RawReceiver.says;
import static dev.textusinbox.outbound.RawReceiver.saysAndCloses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.textusinbox.outbound.RawReceiver.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers that no client hopes for, each with what is to be made of it: a status, or a cause. */
public final class OddAnswers {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String WHOLE = OK + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
    private static final Map<String, Odd> ALL = new LinkedHashMap<>();

    /** One: what it does, and what is made of it (a status or the name of a cause; or, with a bar between, one of them). */
    public record Odd(String name, Script script, String result) {
        @Override
        public String toString() {
            return name;
        }
    }

    private OddAnswers() {}

    static {
        statusDecides();
        endless();
        notHttp();
        cut();
    }

    /** All of them. */
    public static Map<String, Odd> all() {
        return ALL;
    }

    private static void add(String name, String result, Script script) {
        ALL.put(name, new Odd(name, script, result));
    }

    private static void statusDecides() {
        add("a blank before a colon", "200", says(OK + "X-A : x\r\nContent-Length: 0\r\n\r\n"));
        add("a length that is no number", "200", says(OK + "Content-Length: abc\r\n\r\nhello"));
        add("two different lengths", "200", says(OK + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello"));
        add("a negative length", "200", says(OK + "Content-Length: -5\r\n\r\nhello"));
        add("a length beyond long", "200", says(OK + "Content-Length: 99999999999999999999\r\n\r\nhello"));
        add(
                "a length and chunks",
                "200",
                says(OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        add("204 with a body", "204", says("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"));
        add("204 with a body of no length", "204", says("HTTP/1.1 204 No Content\r\n\r\nhello"));
        add(
                "204 with chunks",
                "204",
                says("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        add("two answers at once", "200", says(WHOLE + WHOLE));
        add("a cut body", "200", saysAndCloses(OK + "Content-Length: 500\r\n\r\nhello"));
        add("a body that stops", "200", says(OK + "Content-Length: 500\r\n\r\nhello"));
        add("a huge length", "200", says(OK + "Content-Length: 9999999999999\r\n\r\nhello"));
        add("chunks that are none", "200", says(OK + "Transfer-Encoding: chunked\r\n\r\nhello\r\n"));
        add("a chunk of negative length", "200", says(OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n"));
        add(
                "a chunk of endless length",
                "200",
                says(OK + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello"));
        add("HTTP/1.0", "200", saysAndCloses("HTTP/1.0 200 OK\r\n\r\nhello"));
        add("no reason phrase", "200", says("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"));
        add(
                "hints first",
                "200",
                says("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + WHOLE));
        add(
                "another protocol",
                "101",
                says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"));
        add(
                "a redirect",
                "302",
                says("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
        add("a status beyond 599", "777", says("HTTP/1.1 777 ?\r\nContent-Length: 0\r\n\r\n"));
    }

    private static void endless() {
        add("a slow body", "200", (request, socket) -> drip(socket.getOutputStream(), OK + "\r\n", "x"));
        add(
                "an endless body",
                "500",
                (request, socket) -> pour(socket.getOutputStream(), "HTTP/1.1 500 no\r\n\r\n", "x".repeat(8192)));
        add(
                "endless chunks",
                "200",
                (request, socket) -> pour(
                        socket.getOutputStream(), OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n".repeat(500)));
        add(
                "an endless chunk size",
                "200",
                (request, socket) ->
                        pour(socket.getOutputStream(), OK + "Transfer-Encoding: chunked\r\n\r\n", "0".repeat(8192)));
        add(
                "a zip bomb",
                "200",
                (request, socket) -> pour(
                        socket.getOutputStream(),
                        OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\b\0",
                        "\0".repeat(8192)));
        add(
                "endless trailers",
                "200",
                (request, socket) -> pour(
                        socket.getOutputStream(),
                        OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n",
                        "X-A: x\r\n".repeat(500)));
        add(
                "1xx for ever",
                "NOT_HTTP",
                (request, socket) -> pour(socket.getOutputStream(), "", "HTTP/1.1 102 Processing\r\n\r\n".repeat(300)));
        add(
                "endless line ends",
                "NOT_HTTP",
                (request, socket) -> pour(socket.getOutputStream(), "", "\r\n".repeat(4096)));
        add(
                "an endless first line",
                "NOT_HTTP",
                (request, socket) -> pour(socket.getOutputStream(), OK.strip(), "x".repeat(8192)));
        add(
                "a million headers",
                "NOT_HTTP",
                (request, socket) -> pour(socket.getOutputStream(), OK, "X-A: x\r\n".repeat(1000)));
        add(
                "a header of 2 MB",
                "NOT_HTTP",
                (request, socket) -> socket.getOutputStream()
                        .write((OK + "X-A: " + "x".repeat(2_000_000) + "\r\n\r\n").getBytes(ISO_8859_1)));
        add("a slow head", "ANSWER_TIMEOUT", (request, socket) -> drip(socket.getOutputStream(), OK, "X"));
        add("silence", "ANSWER_TIMEOUT", (request, socket) -> {});
        add("a head that stops", "ANSWER_TIMEOUT", says(OK + "X-A: x"));
    }

    private static void notHttp() {
        add("HTTP/2", "NOT_HTTP", says("HTTP/2 200 OK\r\n\r\n"));
        add("HTTP/3.0", "NOT_HTTP", says("HTTP/3.0 200 OK\r\n\r\n"));
        add("no status line", "NOT_HTTP", says("hello\r\nContent-Length: 0\r\n\r\n"));
        add("a status that is no number", "NOT_HTTP", says("HTTP/1.1 abc OK\r\n\r\n"));
        add("a status below 100", "NOT_HTTP", says("HTTP/1.1 20 OK\r\n\r\n"));
        add("a header without a name", "NOT_HTTP", says(OK + ": x\r\n\r\n"));
        add("a mail server", "NOT_HTTP", says("220 mail.example.com ESMTP\r\n500 what?\r\n"));
        add("a TLS alert", "CLOSED|NOT_HTTP", saysAndCloses("\u0015\u0003\u0001\u0000\u0002\u0002F"));
        add("frames of HTTP/2", "CLOSED|NOT_HTTP", saysAndCloses("\0\0\u0006\u0004\0\0\0\0\0\0\u0003\0\0\0d\0"));
    }

    private static void cut() {
        for (int length = 0; length < OK.length() + 10; length += 3) {
            add("cut after " + length, "CLOSED", saysAndCloses(WHOLE.substring(0, length)));
        }
        add("a reset", "RESET", (request, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
        add("a reset in the head", "RESET|CLOSED", (request, socket) -> {
            says(OK).answer(request, socket);
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    private static void drip(OutputStream out, String start, String each) throws IOException, InterruptedException {
        out.write(start.getBytes(ISO_8859_1));
        // Until the other side has had enough.
        for (int i = 0; i < 600; i++) {
            out.write(each.getBytes(ISO_8859_1));
            Thread.sleep(50);
        }
    }

    private static void pour(OutputStream out, String start, String again) throws IOException {
        out.write(start.getBytes(ISO_8859_1));
        byte[] part = again.getBytes(ISO_8859_1);
        // Far more than is ever to be read, and an end for a client that reads it all.
        for (int i = 0; i < 20_000; i++) {
            out.write(part);
        }
    }
}
