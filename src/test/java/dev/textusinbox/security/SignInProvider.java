package dev.textusinbox.security;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where people sign in: what it says of itself, and its one key. */
public final class SignInProvider implements QuarkusTestResourceLifecycleManager {
    /** Signs its tokens, under the id {@code one}. */
    static final KeyPair KEYS = keys();

    private static final String ISSUER = "test.sign-in.issuer";

    private WireMockServer server;

    /** As tokens must name it. */
    static String issuer() {
        return ConfigProvider.getConfig().getValue(ISSUER, String.class);
    }

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        String url = server.baseUrl();
        var about = new JsonObject()
                .put("issuer", url)
                .put("jwks_uri", url + "/keys")
                .put("token_endpoint", url + "/token")
                .put("authorization_endpoint", url + "/authorize");
        server.stubFor(get("/.well-known/openid-configuration").willReturn(okJson(about.encode())));
        server.stubFor(get("/keys").willReturn(okJson(publicKeys().encode())));
        return Map.of("quarkus.oidc.auth-server-url", url, ISSUER, url);
    }

    @Override
    public void stop() {
        server.stop();
    }

    private static JsonObject publicKeys() {
        var key = (RSAPublicKey) KEYS.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", "one")
                                        .put("n", base64(key.getModulus()))
                                        .put("e", base64(key.getPublicExponent()))));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
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
}
