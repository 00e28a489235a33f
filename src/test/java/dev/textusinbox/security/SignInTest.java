package dev.textusinbox.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** People with tokens of a provider, beside programs with keys. */
@QuarkusTest
@TestProfile(SignInTest.SignedIn.class)
class SignInTest {
    /** A provider, and what its groups are here. */
    public static class SignedIn implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SignInProvider.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.token.audience", "inbox",
                    "inbox.oidc.roles.operator", "inbox-admins,on-call",
                    "inbox.oidc.roles.reader", "support");
        }
    }

    @Test
    void aTokensGroupsDecideWhatItOpens() {
        assertEquals(200, get("operator", token("on-call", "others")).statusCode());
        assertEquals(200, get("reader", token("on-call")).statusCode(), "an operator is a reader too");
        assertEquals(200, get("reader", token("support")).statusCode());
        assertEquals(403, get("operator", token("support")).statusCode());
        assertEquals(403, get("reader", token("others")).statusCode());
        assertEquals(403, get("operator", token(Roles.OPERATOR)).statusCode(), "only what the settings name counts");
    }

    @Test
    void thePersonIsToldFromAKeyOfTheSameName() {
        assertEquals("oidc:test-operator", get("operator", token("on-call")).asString());
        String subject = UUID.randomUUID().toString();
        given().header("Authorization", "Bearer " + token("on-call"))
                .post("/test-roles/audited/" + subject)
                .then()
                .statusCode(204);
        given().header("Authorization", "Bearer " + token("on-call"))
                .get("/admin/audit")
                .then()
                .body("items.find { it.subject == '%s' }.actor".formatted(subject), is("oidc:test-operator"));
    }

    @Test
    void whatTheProviderHasNotSignedForUsIsRefused() throws GeneralSecurityException {
        assertRefused(claims("on-call")
                .audience("another-program")
                .jws()
                .keyId("one")
                .sign(SignInProvider.KEYS.getPrivate()));
        assertRefused(claims("on-call")
                .issuer("https://evil.example")
                .jws()
                .keyId("one")
                .sign(SignInProvider.KEYS.getPrivate()));
        assertRefused(claims("on-call")
                .expiresAt(Instant.now().minusSeconds(60))
                .jws()
                .keyId("one")
                .sign(SignInProvider.KEYS.getPrivate()));
        var other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertRefused(claims("on-call").jws().keyId("one").sign(other.getPrivate()));
        // alg "none"
        assertRefused("eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsib24tY2FsbCJdfQ.AA");
        assertRefused("a.b.c");
    }

    @Test
    void keysWorkAsBefore() {
        assertEquals("test-reader", get("reader", TestKeys.READER).asString());
        AuthenticationTest.isChallenge(get("reader", "nonsense").then());
        AuthenticationTest.isChallenge(given().get("/test-roles/reader").then());
        given().auth()
                .preemptive()
                .basic("test-reader", TestKeys.READER)
                .get("/test-roles/reader")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenIsNothingToTheWebhook() {
        given().header("Authorization", "Bearer " + token("on-call"))
                .body("{}")
                .post("/webhooks/textus")
                .then()
                .statusCode(401)
                .body("detail", containsString("ignature"));
    }

    private static void assertRefused(String token) {
        AuthenticationTest.isChallenge(get("reader", token).then());
    }

    private static Response get(String role, String bearer) {
        return given().header("Authorization", "Bearer " + bearer).get("/test-roles/" + role);
    }

    private static String token(String... groups) {
        return claims(groups).jws().keyId("one").sign(SignInProvider.KEYS.getPrivate());
    }

    private static JwtClaimsBuilder claims(String... groups) {
        return Jwt.issuer(SignInProvider.issuer())
                .audience("inbox")
                .preferredUserName("test-operator")
                .subject("4711")
                .groups(Set.of(groups))
                .expiresIn(300);
    }
}
