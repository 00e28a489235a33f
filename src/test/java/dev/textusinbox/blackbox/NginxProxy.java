package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** nginx with the file that operators are given, and a certificate of the script beside it; nothing but names and ports is changed. */
final class NginxProxy implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/nginx");

    // What a distribution's nginx.conf brings, with everything in the scratch directory.
    private static final String AROUND = """
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/server.log;
            %2$s
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                include %1$s/inbox.conf;
            }
            """;

    private final Scratch scratch = Scratch.create();
    private final int publicPort = FreePort.find();
    private final int internalPort = FreePort.find();
    private final SystemServer server;
    private final HttpClient http;

    private NginxProxy(int first, int second) throws IOException, InterruptedException, GeneralSecurityException {
        Path certificates = scratch.path().resolve("certificates");
        int made = new ProcessBuilder("deploy/trial-certificate.sh", certificates.toString(), "inbox.example.com")
                .redirectErrorStream(true)
                .redirectOutput(scratch.path().resolve("certificate.log").toFile())
                .start()
                .waitFor();
        if (made != 0) {
            throw new AssertionError("deploy/trial-certificate.sh ended with " + made + ": "
                    + Files.readString(scratch.path().resolve("certificate.log")));
        }
        http = trusting(certificates.resolve("inbox.pem"));
        String inbox = Files.readString(Path.of("deploy", "nginx.conf"));
        inbox = with(inbox, "listen 443 ssl;", "listen 127.0.0.1:" + publicPort + " ssl;");
        inbox = with(inbox, "listen 8443 ssl;", "listen 127.0.0.1:" + internalPort + " ssl;");
        inbox = with(inbox, "/etc/nginx/inbox/", certificates + "/");
        inbox = with(inbox, "inbox-1:8080", "127.0.0.1:" + first);
        inbox = with(inbox, "inbox-2:8080", "127.0.0.1:" + second);
        Files.writeString(scratch.path().resolve("inbox.conf"), inbox);
        // Its workers would be another user's, who may not look in here.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path config = scratch.path().resolve("nginx.conf");
        Files.writeString(config, AROUND.formatted(scratch.path(), user));
        String log = scratch.path().resolve("server.log").toString();
        server = new SystemServer(
                scratch,
                publicPort,
                List.of(BINARY.toString(), "-p", scratch.path().toString(), "-e", log, "-c", config.toString()));
    }

    private static HttpClient trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "inbox", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(context)
                .build();
    }

    private static String with(String text, String operators, String ours) {
        if (!text.contains(operators)) {
            throw new AssertionError("deploy/nginx.conf has no " + operators);
        }
        return text.replace(operators, ours);
    }

    /** In front of two programs, which need not run. */
    static NginxProxy inFrontOf(int first, int second) {
        Tool.needed(Files.isExecutable(BINARY), "nginx");
        try {
            return new NginxProxy(first, second);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the provider, and all the world, comes. */
    InboxClient fromOutside() {
        return InboxClient.of(URI.create("https://127.0.0.1:" + publicPort), http);
    }

    /** As people and internal apps come. */
    InboxClient fromInside() {
        return InboxClient.of(URI.create("https://127.0.0.1:" + internalPort), http);
    }

    @Override
    public void close() {
        server.close();
    }
}
