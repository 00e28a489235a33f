package dev.textusinbox.history.event;

import static dev.textusinbox.history.ReaderRequests.reader;
import static dev.textusinbox.history.event.StoredEvents.event;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.textusinbox.scripted.ScriptedInbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP offers to those who read: tags, HEAD, compression; and nothing to other sites' pages. */
@QuarkusTest
class HttpHabitsTest {
    private final String source = StoredEvents.newSource();

    @Inject
    StoredEvents log;

    @Test
    void aTagHoldsUntilSomethingShownChanges() {
        var draft = event(source, "a").deliveryId("d1");
        String path = "/api/events/" + log.store(draft);
        List<String> here =
                ScriptedInbox.operator().get("/admin/handlers").path("items.findAll { it.instances > 0 }.name");
        // Other tests' handlers may be there still, which nobody runs.
        await("its handlers are through with it")
                .untilAsserted(() -> reader().get(path)
                        .then()
                        .body(
                                "handlers.findAll { it.state == 'pending' }.handler.intersect(" + quoted(here) + ")",
                                empty()));
        String tag = reader().get(path).header("ETag");
        unless(path, tag).statusCode(304).body(emptyString()).header("ETag", equalTo(tag));
        unless(path, "W/\"other\", " + tag).statusCode(304);
        unless(path, tag.substring(2)).statusCode(304).header("ETag", equalTo(tag));
        unless(path, "*").statusCode(304);
        unless(path, "\"other\"").statusCode(200);
        unless(path, "W/\"other\"").statusCode(200).header("ETag", matchesPattern("W/\"[0-9a-f]{24}\""));
        log.store(draft);
        unless(path, tag).statusCode(200).header("ETag", not(equalTo(tag))).body("duplicates", equalTo(1));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").toList().toString();
    }

    private static ValidatableResponse unless(String path, String tag) {
        return reader().header("If-None-Match", tag).get(path).then();
    }

    @Test
    void headIsGetWithoutABody() {
        long id = log.store(event(source, "a").contact("+13035550142").message("m1"));
        for (String path : List.of(
                "/api/events",
                "/api/events/" + id,
                "/api/events/" + id + "/raw",
                "/api/contacts/+13035550142",
                "/api/messages/m1")) {
            reader().head(path).then().statusCode(200).body(emptyString());
        }
        reader().head("/api/events/0").then().statusCode(404);
        RestAssured.head("/api/events").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/events?include=payload&source=", "/api/events/export?source="})
    void jsonIsCompressedForWhoAcceptsIt(String path) {
        log.store(event(source, "a").body("{\"x\":\"" + "y".repeat(5_000) + "\"}"));
        asked(path + source, "gzip").header("Content-Encoding", equalTo("gzip"));
        asked(path + source, "identity").header("Content-Encoding", nullValue());
    }

    private static ValidatableResponse asked(String path, String encoding) {
        var decoder = DecoderConfig.decoderConfig().noContentDecoders();
        return reader().config(RestAssured.config().decoderConfig(decoder))
                .header("Accept-Encoding", encoding)
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void otherSitesPagesAreToldNothing() {
        reader().header("Origin", "https://app.example")
                .get("/api/events?limit=1")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
