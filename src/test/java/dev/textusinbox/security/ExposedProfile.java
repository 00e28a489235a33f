package dev.textusinbox.security;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * As it stands where it is exposed: behind a proxy that is trusted to name the client, open to the pages of one other site, and
 * with two paths guarded by configuration. One profile for all of them, since each starts the program anew.
 */
public final class ExposedProfile implements QuarkusTestProfile {
    /** The site whose pages may read. */
    public static final String APP = "https://app.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
                Map.entry("quarkus.http.proxy.allow-x-forwarded", "true"),
                Map.entry("quarkus.http.cors.enabled", "true"),
                Map.entry("quarkus.http.cors.origins", APP),
                Map.entry("quarkus.http.auth.policy.operator.roles-allowed", Roles.OPERATOR),
                Map.entry("quarkus.http.auth.permission.any.paths", "/test-roles/open"),
                Map.entry("quarkus.http.auth.permission.any.policy", "authenticated"),
                Map.entry("quarkus.http.auth.permission.operator.paths", "/test-roles/reader"),
                Map.entry("quarkus.http.auth.permission.operator.policy", "operator"));
    }
}
