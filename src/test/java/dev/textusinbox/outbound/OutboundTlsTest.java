package dev.textusinbox.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.outbound.PostResult.Answered;
import dev.textusinbox.outbound.PostResult.Cause;
import dev.textusinbox.outbound.PostResult.PostFailed;
import dev.textusinbox.platform.http.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a receiver: whom it trusts, by which name, and what is told when it does not. */
class OutboundTlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "changeit";
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @TempDir
    private Path directory;

    private RawReceiver receiver;

    @AfterEach
    void close() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void theTrustStoreOfTheJavaMachineCounts() throws Exception {
        Path keys = keys("-ext", "san=dns:localhost");
        trust(keys);
        receiver = listen(keys, RawReceiver.says(HELLO));
        PostResult result = post("https://localhost:" + receiver.port());
        assertEquals(
                200, assertInstanceOf(Answered.class, result, result::toString).status());
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        receiver = listen(keys("-ext", "san=dns:localhost"), RawReceiver.says(HELLO));
        assertTls("the certificate is signed by nobody that is trusted here", "https://localhost:" + receiver.port());
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        Path keys = keys("-ext", "san=dns:elsewhere.example");
        trust(keys);
        receiver = listen(keys, RawReceiver.says(HELLO));
        assertTls("No name matching localhost found|No subject alternative", "https://localhost:" + receiver.port());
    }

    /** What it says may be there before or after it is known here that there is a connection. */
    @RepeatedTest(20)
    void aReceiverThatSpeaksNoTlsIsTold() throws Exception {
        receiver = new RawReceiver(
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
                    @Override
                    public Socket accept() throws IOException {
                        Socket accepted = super.accept();
                        accepted.getOutputStream()
                                .write("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
                        return accepted;
                    }
                },
                RawReceiver.says(HELLO));
        assertTls("the receiver does not speak TLS", "https://127.0.0.1:" + receiver.port());
    }

    @Test
    void aHandshakeThatStopsIsATimeOutInConnecting() throws Exception {
        receiver = new RawReceiver((request, socket) -> {});
        PostFailed failed = assertInstanceOf(
                PostFailed.class, post("https://127.0.0.1:" + receiver.port(), Duration.ofMillis(300)));
        assertEquals(Cause.CONNECT_TIMEOUT, failed.cause(), failed::text);
    }

    private static void trust(Path keys) {
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    }

    private static void assertTls(String why, String url) throws InterruptedException {
        PostFailed failed = assertInstanceOf(PostFailed.class, post(url));
        assertEquals(Cause.TLS, failed.cause(), failed::text);
        String start = "TLS failed: " + url.substring("https://".length()) + ": ";
        assertTrue(failed.text().matches("\\Q" + start + "\\E(" + why + ").*"), failed::text);
    }

    private static PostResult post(String url) throws InterruptedException {
        return post(url, Duration.ofSeconds(30));
    }

    private static PostResult post(String url, Duration timeout) throws InterruptedException {
        try (var http = new OutboundHttp();
                var poster = http.poster(HttpUrl.of(url), timeout, 1)) {
            return poster.post(new Post(new byte[1]));
        }
    }

    private RawReceiver listen(Path keys, RawReceiver.Script script) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(manager.getKeyManagers(), null, null);
        return new RawReceiver(
                tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()), script);
    }

    /** A key and its certificate, which is trusted by whoever trusts this store. */
    private Path keys(String... more) throws Exception {
        Path keys = directory.resolve("keys.p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, keytool.waitFor());
        return keys;
    }
}
