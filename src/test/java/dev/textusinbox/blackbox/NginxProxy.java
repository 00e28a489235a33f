package dev.textusinbox.blackbox;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with the file that operators are given; nothing but names and ports is changed in it. */
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
    private final int port = FreePort.find();
    private final SystemServer server;

    private NginxProxy(int first, int second) throws IOException {
        String inbox = Files.readString(Path.of("deploy", "nginx.conf"));
        inbox = with(inbox, "listen 80;", "listen 127.0.0.1:" + port + ";");
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
                port,
                List.of(BINARY.toString(), "-p", scratch.path().toString(), "-e", log, "-c", config.toString()));
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
        }
    }

    InboxClient client() {
        return InboxClient.of(URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() {
        server.close();
    }
}
