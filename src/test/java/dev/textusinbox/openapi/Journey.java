package dev.textusinbox.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.openapi.ApiDocument.Call;
import io.agroal.api.AgroalDataSource;
import io.restassured.RestAssured;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls everything as it is meant to be called, and where it is not in a state for it. */
final class Journey {
    private static final String PHONE = "+13035550142";

    private final Map<String, Call> calls;
    private final Probes probes;
    private final AgroalDataSource database;
    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);

    Journey(Map<String, Call> calls, Probes probes, AgroalDataSource database) {
        this.calls = calls;
        this.probes = probes;
        this.database = database;
    }

    void go() {
        String event = webhooks();
        reading(event);
        lists();
        handlers();
        consumers();
        redeliveries(event);
        bulk();
        quarantine();
        replays();
        sources();
        logLevels();
        integrations();
        erasure(event);
    }

    private String webhooks() {
        String body = "{\"action\":\"message.received\",\"message\":{\"id\":\"" + mark + "\"},"
                + "\"conversation\":{\"phoneNumber\":\"" + PHONE + "\"}}";
        deliver(body, "textus", sign(body));
        deliver(body, "textus", sign(body));
        deliver(body, "textus", "0".repeat(64));
        deliver(body, "nobody", sign(body));
        String large = " ".repeat(1 << 21);
        deliver(large, "textus", sign(large));
        return RestAssured.given()
                .body(body)
                .header("X-TextUs-Signature", sign(body))
                .post("/webhooks/textus")
                .path("eventId");
    }

    private void deliver(String body, String source, String signature) {
        probes.send(
                calls.get("POST /webhooks/{source}"),
                RestAssured.given().body(body).header("X-TextUs-Signature", signature),
                source);
    }

    private void reading(String event) {
        get("/api/events", "");
        get("/api/events/stream", "");
        get("/api/events/{id}", event);
        String tag = Probes.operator().get("/api/events/" + event).header("ETag");
        probes.send(calls.get("GET /api/events/{id}"), Probes.operator().header("If-None-Match", tag), event);
        get("/api/events/{id}/raw", event);
        get("/api/events/export", "");
        get("/api/contacts/{phone}", PHONE);
        get("/api/messages/{id}", mark);
        post("POST /api/contacts/lookup", "", "{\"phones\":[\"" + PHONE + "\"]}");
    }

    private void lists() {
        for (String list :
                "alarms audit bulk consumers failures handlers ledger log-levels quarantine redeliveries replays sources"
                        .split(" ", -1)) {
            get("/admin/" + list, "");
        }
    }

    private void handlers() {
        run("SELECT register_handler(?, 'bean', '{}', false, 16)", mark);
        post("POST /admin/handlers/{name}/pause", mark, "{\"reason\":\"to see\"}");
        post("POST /admin/handlers/{name}/resume", mark, "");
        Call drop = calls.get("DELETE /admin/handlers/{name}");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), "consent");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), "none");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), mark);
    }

    private void consumers() {
        Call put = calls.get("PUT /admin/consumers/{name}");
        String body = "{\"types\":[\"message.received\"],\"start\":\"now\",\"reason\":\"to see\"}";
        for (String name : List.of(mark, mark, "consent")) {
            probes.send(put, Probes.operator().contentType("application/json").body(body), name);
        }
        String call = "POST /api/consumers/{name}/";
        post(call + "receive", mark, "{\"max\":1}");
        post(call + "receive", "none", "{\"max\":1}");
        String receipts = "{\"receipts\":[\"1.2.3\"]%s}";
        for (String name : List.of(mark, "none")) {
            post(call + "ack", name, receipts.formatted(""));
            post(call + "retry", name, receipts.formatted(",\"error\":\"to see\""));
            post(call + "fail", name, receipts.formatted(",\"error\":\"to see\""));
            post(call + "extend", name, receipts.formatted(",\"leaseSeconds\":60"));
            post(call + "release", name, receipts.formatted(""));
        }
        Call drop = calls.get("DELETE /admin/consumers/{name}");
        String running =
                "{\"reason\":\"to see\",\"handlers\":[\"" + mark + "\"],\"filter\":{\"message\":\"" + mark + "\"}}";
        String replay = Probes.operator()
                .contentType("application/json")
                .body(running)
                .post("/admin/replays")
                .path("id");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), mark);
        post("POST /admin/replays/{id}/cancel", replay, "");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), "none");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), mark);
        many(mark + "-many");
        run("UPDATE handler SET kind = 'pull' WHERE name = ?", mark + "-many");
        probes.send(drop, Probes.operator().queryParam("reason", "over"), mark + "-many");
    }

    /** A handler with more redeliveries than are dropped at once. */
    private void many(String handler) {
        run("SELECT register_handler(?, 'bean', '{}', false, 16)", handler);
        run("""
                INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at)
                SELECT ?, 2000000000 + n, 0, 'k' || n, 'dead', 1, now() FROM generate_series(1, 501) n""", handler);
    }

    private void redeliveries(String event) {
        String handler = "h" + mark;
        run("SELECT register_handler(?, 'bean', '{}', false, 16)", handler);
        String dead = insert("""
                INSERT INTO redelivery (handler, event_id, lane, key, state, attempts, settled_at, failed_at, last_error,
                                        cause, cause_id)
                VALUES (?, ?::bigint, 0, 'k', 'dead', 1, now(), now(), 'no 1', 'no …', 17) RETURNING id""", handler, event);
        get("/admin/failures", "");
        get("/admin/failures/{id}", "0000000000000011-dead");
        post("POST /admin/redeliveries/{id}/discard", dead, "");
        post("POST /admin/redeliveries/{id}/discard", dead, "");
        post("POST /admin/redeliveries/{id}/retry", dead, "");
        String blocked = insert("""
                INSERT INTO redelivery (handler, event_id, lane, key, state)
                VALUES (?, ?::bigint + 1000000000, 0, 'k', 'blocked') RETURNING id""", handler, event);
        post("POST /admin/redeliveries/{id}/retry", blocked, "");
        post(
                "POST /admin/redeliveries/retry",
                "",
                "{\"handler\":\"consent\",\"state\":\"dead\",\"reason\":\"to see\"}");
        post(
                "POST /admin/redeliveries/discard",
                "",
                "{\"handler\":\"consent\",\"state\":\"dead\",\"reason\":\"to see\"}");
        run("DELETE FROM handler WHERE name = ?", handler);
    }

    private void bulk() {
        // No version knows what it is for, so it never ends by itself.
        String running = insert("""
                INSERT INTO bulk (action, wanted, reason, created_by, until_id)
                VALUES ('of tomorrow', jsonb_build_object('mark', ?), 'to see', 'somebody', 0) RETURNING id""", mark);
        get("/admin/bulk/{id}", running);
        post("POST /admin/bulk/{id}/cancel", running, "");
        post("POST /admin/bulk/{id}/cancel", running, "");
        post("POST /admin/contacts/erase", "", "{\"phones\":[\"+13035559999\"],\"reason\":\"to see\"}");
        String handler = "b" + mark;
        many(handler);
        probes.send(
                calls.get("DELETE /admin/handlers/{name}"), Probes.operator().queryParam("reason", "over"), handler);
    }

    private void quarantine() {
        String readable = "{\"action\":\"message.received\",\"message\":{\"id\":\"q" + mark + "\"}}";
        String insert = """
                INSERT INTO quarantine (received_at, source, reason, digest, body)
                VALUES (now(), ?, 'no-type', convert_to(?, 'UTF8'), convert_to(?, 'UTF8')) RETURNING id""";
        String good = insert(insert, mark, "1", readable);
        String bad = insert(insert, mark, "2", "[]");
        get("/admin/quarantine/{id}/raw", good);
        post("POST /admin/quarantine/{id}/retry", good, "");
        post("POST /admin/quarantine/{id}/retry", bad, "");
        post("POST /admin/quarantine/{id}/discard", bad, "");
        post("POST /admin/quarantine/{id}/discard", bad, "");
        run("UPDATE quarantine SET body = NULL, digest = NULL WHERE id = ?::bigint", bad);
        get("/admin/quarantine/{id}/raw", bad);
    }

    private void replays() {
        String request = "{\"reason\":\"to see\",\"handlers\":[\"consent\"],\"filter\":{\"message\":\"" + mark
                + "\"},\"dryRun\":%s}";
        post("POST /admin/replays", "", request.formatted(true));
        post("POST /admin/replays", "", request.formatted(false));
        // Nobody runs its handler, so it never ends by itself.
        String handler = "r" + mark;
        run("SELECT register_handler(?, 'bean', '{}', false, 16)", handler);
        String running = Probes.operator()
                .contentType("application/json")
                .body(request.formatted(false).replace("consent", handler))
                .post("/admin/replays")
                .path("id");
        get("/admin/replays/{id}", running);
        post("POST /admin/replays/{id}/cancel", running, "");
        post("POST /admin/replays/{id}/cancel", running, "");
        run("DELETE FROM handler WHERE name = ?", handler);
    }

    /** No source has a provider here. */
    private void integrations() {
        String call = " /admin/integrations/{source}";
        post("PUT" + call, "textus", "{\"reason\":\"to see\"}");
        post("POST" + call + "/rotate-secret", "textus", "{\"reason\":\"to see\"}");
        probes.send(calls.get("DELETE" + call), Probes.operator().queryParam("reason", "over"), "textus");
    }

    private void sources() {
        Call mode = calls.get("PUT /admin/sources/{source}/mode");
        String body = "{\"mode\":\"%s\",\"reason\":\"to see\"}";
        probes.send(mode, Probes.operator().contentType("application/json").body(body.formatted("park")), "nobody");
        probes.send(mode, Probes.operator().contentType("application/json").body(body.formatted("park")), "textus");
        probes.send(
                calls.get("GET /admin/sources/{source}/reconciliation"),
                Probes.operator().queryParam("from", "2026-03-01T00:00:00Z").queryParam("to", "2026-03-02T00:00:00Z"),
                "textus");
        deliver("{}", "textus", sign("{}"));
        probes.send(mode, Probes.operator().contentType("application/json").body(body.formatted("accept")), "textus");
    }

    private void logLevels() {
        String call = " /admin/log-levels/{category}";
        post("PUT" + call, "dev.example.journey", "{\"level\":\"DEBUG\",\"reason\":\"to see\"}");
        post("PUT" + call, "dev.example.journey", "{\"level\":\"LOUD\",\"reason\":\"to see\"}");
        get("/admin/log-levels", "");
        Call reset = calls.get("DELETE" + call);
        probes.send(reset, Probes.operator().queryParam("reason", "seen"), "dev.example.journey");
        probes.send(reset, Probes.operator().queryParam("reason", "seen"), "dev.example.journey");
        probes.send(reset, Probes.operator(), "dev.example.journey");
    }

    private void erasure(String event) {
        post("POST /admin/contacts/{phone}/erase", PHONE, "{\"reason\":\"asked for\"}");
        get("/api/events/{id}/raw", event);
    }

    private void get(String path, String value) {
        probes.send(calls.get("GET " + path), Probes.operator(), value);
    }

    private void post(String call, String value, String body) {
        var request = Probes.operator();
        if (!body.isEmpty()) {
            request.contentType("application/json").body(body);
        }
        probes.send(calls.get(call), request, value);
    }

    private void run(String sql, String... values) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String insert(String sql, String... values) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            var result = statement.executeQuery();
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("textus-secret-of-the-tests".getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
