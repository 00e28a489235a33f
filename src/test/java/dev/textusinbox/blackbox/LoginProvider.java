package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID Connect provider that people sign in at with a browser: they type who they are and to which group they belong.
 * A code is good once, for the client that it was made out to, and for who can show what its challenge was made of. Another
 * site than the inbox's, to a browser: {@code localhost}.
 */
final class LoginProvider implements AutoCloseable {
    static final String CLIENT = "inbox-console";
    static final String SECRET = "a secret of the console's client alone";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = keys();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final HttpServer server;

    private LoginProvider(HttpServer server) {
        this.server = server;
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, about()));
        server.createContext("/keys", exchange -> answer(exchange, 200, publicKeys()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/login", this::login);
        server.createContext("/token", this::token);
        server.start();
    }

    static LoginProvider open() {
        try {
            return new LoginProvider(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private String about() {
        return new JsonObject()
                .put("issuer", url().toString())
                .put("jwks_uri", url() + "/keys")
                .put("token_endpoint", url() + "/token")
                .put("authorization_endpoint", url() + "/authorize")
                .encode();
    }

    /** The page on which somebody says who he is. */
    private void authorize(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        answer(exchange, 200, """
                <!DOCTYPE html><html lang="en"><title>Log in</title><link rel="icon" href="data:,">
                <form method="post" action="/login?%s"><label>You <input name="user"></label>
                <label>Group <input name="group"></label> <button>Log in</button></form></html>
                """.formatted(exchange.getRequestURI().getRawQuery()));
    }

    private void login(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        asked.putAll(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String outcome = asked.get("user").isEmpty() ? "error=access_denied" : "code=" + code;
        String state = URLEncoder.encode(asked.get("state"), UTF_8);
        exchange.getResponseHeaders().set("Location", asked.get("redirect_uri") + '?' + outcome + "&state=" + state);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> given = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Map<String, String> asked = codes.remove(given.getOrDefault("code", ""));
        String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ':' + SECRET).getBytes(UTF_8));
        boolean good = asked != null
                && CLIENT.equals(asked.get("client_id"))
                && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && asked.get("redirect_uri").equals(given.get("redirect_uri"))
                && asked.get("code_challenge").equals(challenge(given.get("code_verifier")));
        answer(exchange, good ? 200 : 400, good ? tokens(asked) : "{\"error\":\"invalid_grant\"}");
    }

    private String tokens(Map<String, String> asked) {
        String idToken = Jwt.issuer(url().toString())
                .audience(CLIENT)
                .subject("4711")
                .preferredUserName(asked.get("user"))
                .groups(Set.of(asked.get("group")))
                .expiresIn(300)
                .jws()
                .keyId("one")
                .sign(keys.getPrivate());
        return new JsonObject()
                .put("id_token", idToken)
                .put("access_token", "for nothing here")
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .encode();
    }

    private String publicKeys() {
        var key = (RSAPublicKey) keys.getPublic();
        var one = new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", "one")
                .put("n", base64(key.getModulus()))
                .put("e", base64(key.getPublicExponent()));
        return new JsonObject().put("keys", new JsonArray().add(one)).encode();
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length));
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
