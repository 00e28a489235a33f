package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the internet reaches through the very file in {@code deploy/}: the webhooks alone. */
class PublicListenerIT {
    private static final List<String> OTHERS = List.of(
            "/",
            "/console",
            "/console/sign-in",
            "/q",
            "/q/metrics",
            "/q/health",
            "/q/health/ready",
            "/q/openapi",
            "/q/info",
            "/q/swagger-ui");

    private static final List<String> TRICKS = List.of(
            "/webhooks/../admin/ledger",
            "/webhooks/%2e%2e/admin/ledger",
            "/webhooks/.%2E/admin/ledger",
            "/webhooks/..%2fadmin/ledger",
            "/webhooks/..%5cadmin/ledger",
            "/webhooks/..;/admin/ledger",
            "/webhooks;/../admin/ledger",
            "/webhooks/textus/../../admin/ledger",
            "/webhooks//../admin/ledger",
            "//admin/ledger",
            "/./admin/ledger",
            "/%61dmin/ledger",
            "/admin/ledger;/webhooks/",
            "/admin/ledger?/webhooks/",
            "/admin/ledger%3f/../../../webhooks/",
            "/admin/ledger/..%2f..%2fwebhooks/",
            "/admin/ledger%00/webhooks/",
            "/admin/..%252fwebhooks/");

    private static InboxProcess program;
    private static NginxProxy nginx;

    @BeforeAll
    static void start() {
        program = InboxProcess.with(Map.of(
                "quarkus.http.proxy.proxy-address-forwarding", "true",
                "quarkus.http.proxy.allow-x-forwarded", "true",
                "quarkus.http.proxy.trusted-proxies", "127.0.0.1"));
        nginx = NginxProxy.inFrontOf(program.port(), program.port());
        program.start();
    }

    @AfterAll
    static void stop() {
        nginx.close();
        program.close();
    }

    @Test
    void theInternetReachesTheWebhooksAndNothingElse() throws Exception {
        String message = Deliveries.message("+13035550142", "from outside");
        assertEquals(202, nginx.fromOutside().post(message).statusCode());
        List<String> paths = new ArrayList<>(OTHERS);
        for (String route : program.client().routes()) {
            String path = route.substring(route.indexOf(' ') + 1);
            if (!path.startsWith("/webhooks/")) {
                paths.add(path);
            }
        }
        assertTrue(paths.size() > 50, "paths: " + paths);
        List<String> reached = new ArrayList<>();
        for (String path : paths) {
            int status = nginx.fromOutside().statusOf(path);
            if (status != 404) {
                reached.add(path + ": " + status);
            }
        }
        assertEquals(List.of(), reached);
        // Not the inbox's own.
        assertTrue(nginx.fromOutside().get("/admin/ledger").body().contains("there is nothing here"));
    }

    @Test
    void noSpellingOfAPathGetsPastTheWebhooks() throws Exception {
        List<String> reached = new ArrayList<>();
        for (String path : TRICKS) {
            int status = nginx.fromOutside().statusOf(path);
            if (!Set.of(400, 404, 405).contains(status)) {
                reached.add(path + ": " + status);
            }
        }
        assertEquals(List.of(), reached);
    }

    @Test
    void fromInsideAllOfItIsReachedAndTheInboxKnowsThatItIsByHttps() throws Exception {
        String message = Deliveries.message("+13035550142", "from inside");
        assertEquals(202, nginx.fromInside().post(message).statusCode());
        assertEquals(200, nginx.fromInside().get("/q/metrics").statusCode());
        assertFalse(nginx.fromInside().json("/api/events").get("items").isEmpty());
        var page = nginx.fromInside().get("/console/sign-in");
        assertEquals(200, page.statusCode());
        String cookie = page.headers().firstValue("Set-Cookie").orElse("none");
        assertTrue(cookie.contains("Secure"), cookie);
    }
}
