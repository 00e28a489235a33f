package dev.textusinbox.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.textusinbox.openapi.ApiDocument;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * No spelling of a path gets past its guard: routes are guarded where they are, and not by what a path looks like. Held here since
 * frameworks have had holes of this kind (CVE-2026-50559 and its like).
 */
@QuarkusTest
class PathTricksTest {
    /** In the place of a slash. */
    private static final List<String> SLASHES = List.of(
            "%2f",
            "%2F",
            "%5c",
            "%255c",
            "//",
            "/./",
            "/%2e/",
            "/;/",
            "/;x=1/",
            "/%3b/",
            ";/",
            "%3b/",
            "/x/../",
            "/x/%2e%2e/",
            "/..;/",
            "/%252f/");

    private static final List<String> ENDS = List.of(
            "/", ";", ";x=1", "%3b", "%3bx=1", "%2f", "%5c", "%00", "%20", "%09", "%3f", "%23", ".", "/.", "/..;/",
            "?;", ".json", "%2e");

    private static final List<String> STARTS = List.of(
            "/",
            "/.",
            "/;",
            "/%2e",
            "/x/..",
            "/%2f",
            "/webhooks/..",
            "/q/..",
            "/console/sign-in/..",
            "/q/;/..",
            "/%2e%2e");

    private static final List<String> PAGES = List.of(
            "/console",
            "/console/events",
            "/console/audit",
            "/console/handlers",
            "/console/failed",
            "/console/replays/new",
            "/console/contacts/+13035550142");

    /** What is said to somebody who may not come in; 303 leads to the sign-in page. */
    private static final Set<Integer> CLOSED = Set.of(303, 400, 401, 403, 404, 405, 406, 413, 415);

    @TestHTTPResource
    URI inbox;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Test
    void withoutAKeyNoSpellingOpensAnything() throws Exception {
        Set<String> tricks = new LinkedHashSet<>();
        for (String route : routes()) {
            tricks.addAll(spelled(route));
        }
        PAGES.forEach(page -> tricks.addAll(spelled("GET " + page)));
        assertTrue(tricks.size() > 2_000, "tricks: " + tricks.size());
        assertEquals(List.of(), opened(tricks, null));
    }

    @Test
    void withAReadersKeyNoSpellingOpensWhatIsForOperators() throws Exception {
        Set<String> tricks = new LinkedHashSet<>();
        for (String route : routes()) {
            if (route.contains(" /admin/")) {
                tricks.addAll(spelled(route));
            }
        }
        assertTrue(tricks.size() > 1_000, "tricks: " + tricks.size());
        assertEquals(List.of(), opened(tricks, TestKeys.READER));
    }

    private static List<String> routes() throws IOException {
        List<String> routes = new ArrayList<>();
        ApiDocument.read().calls().values().forEach(call -> {
            if (call.path().startsWith("/api/") || call.path().startsWith("/admin/")) {
                routes.add(call.method() + " " + call.path().replaceAll("\\{[^}]+}", "1"));
            }
        });
        assertTrue(routes.size() > 50, "routes: " + routes);
        return routes;
    }

    private static Set<String> spelled(String route) {
        String method = route.substring(0, route.indexOf(' ') + 1);
        String path = route.substring(route.indexOf(' ') + 1);
        Set<String> spelled = new LinkedHashSet<>();
        spelled.add(route);
        for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
            for (String slash : SLASHES) {
                spelled.add(method + path.substring(0, at) + slash + path.substring(at + 1));
            }
        }
        ENDS.forEach(end -> spelled.add(method + path + end));
        STARTS.forEach(start -> spelled.add(method + start + path));
        spelled.add(method + "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2));
        spelled.add(method + "/" + path.substring(1, 2).toUpperCase(Locale.ROOT) + path.substring(2));
        return spelled;
    }

    private List<String> opened(Set<String> tricks, String key) throws Exception {
        List<String> opened = new ArrayList<>();
        for (String trick : tricks) {
            String method = trick.substring(0, trick.indexOf(' '));
            String path = trick.substring(trick.indexOf(' ') + 1);
            var request = HttpRequest.newBuilder(URI.create("http://" + inbox.getAuthority() + path));
            request.method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
            request.header("Content-Type", "application/json");
            if (key != null) {
                request.header("Authorization", "Bearer " + key);
            }
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (!CLOSED.contains(answer.statusCode())) {
                opened.add(trick + ": " + answer.statusCode());
            } else if (answer.statusCode() == 303
                    && !answer.headers().firstValue("Location").orElse("").contains("/console/sign-in")) {
                opened.add(trick + ": leads to " + answer.headers().firstValue("Location"));
            }
        }
        return opened;
    }
}
