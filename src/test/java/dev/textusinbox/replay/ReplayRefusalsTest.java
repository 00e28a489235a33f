package dev.textusinbox.replay;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReplayRefusalsTest {
    private static final String EVERYTHING =
            "SELECT (SELECT count(*) FROM replay), (SELECT count(*) FROM audit), (SELECT count(*) FROM redelivery)";

    @Inject
    ScriptedInbox inbox;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reason | {'handlers':['scripted-a'],'all':true}",
                "reason | {'reason':' ','handlers':['scripted-a'],'all':true}",
                "handlers | {'reason':'r','all':true}",
                "handlers | {'reason':'r','handlers':[],'all':true}",
                "handlers | {'reason':'r','handlers':[null],'all':true}",
                "handlers | {'reason':'r','handlers':['scripted-a','nobody'],'all':true}",
                "filter | {'reason':'r','handlers':['scripted-a']}",
                "filter | {'reason':'r','handlers':['scripted-a'],'filter':{},'all':false}",
                "filter | {'reason':'r','handlers':['scripted-a'],'filter':{'types':[],'states':[]}}",
                "filter.states | {'reason':'r','handlers':['scripted-a'],'filter':{'states':['lost']}}",
                "filter.states | {'reason':'r','handlers':['scripted-a'],'filter':{'states':[null]}}",
                "filter.types | {'reason':'r','handlers':['scripted-a'],'filter':{'types':['']}}",
                "filter.types[0] | {'reason':'r','handlers':['scripted-a'],'filter':{'types':['a\\u0000']}}",
                "filter.source | {'reason':'r','handlers':['scripted-a'],'filter':{'source':' '}}",
                "filter.contact | {'reason':'r','handlers':['scripted-a'],'filter':{'contact':'+1303'}}",
                "filter.conversation | {'reason':'r','handlers':['scripted-a'],'filter':{'conversation':'/'}}",
                "filter.from | {'reason':'r','handlers':['scripted-a'],'filter':{'from':'yesterday'}}",
                "filter.to | {'reason':'r','handlers':['scripted-a'],'filter':{'to':'2026-03-01'}}",
                "filter.eventIds | {'reason':'r','handlers':['scripted-a'],'filter':{'eventIds':['x']}}",
                "filter.eventIds | {'reason':'r','handlers':['scripted-a'],'filter':{'eventIds':['-1']}}",
                "filter.eventIds | {'reason':'r','handlers':['scripted-a'],'filter':{'eventIds':[null]}}",
                "filter.kontact | {'reason':'r','handlers':['scripted-a'],'filter':{'kontact':'+13035550142'}}",
                "ratePerSecond | {'reason':'r','handlers':['scripted-a'],'all':true,'ratePerSecond':0}",
                "ratePerSecond | {'reason':'r','handlers':['scripted-a'],'all':true,'ratePerSecond':10001}",
                "ratePerSecond | {'reason':'r','handlers':['scripted-a'],'all':true,'ratePerSecond':'fast'}",
                "ratePerSecond | {'reason':'r','handlers':['scripted-a'],'all':true,'ratePerSecond':1.5}",
                "ratePerSecond | {'reason':'r','handlers':['scripted-a'],'all':true,'ratePerSecond':'1.5'}",
                "dryrun | {'reason':'r','handlers':['scripted-a'],'all':true,'dryrun':true}",
            })
    void aRequestThatIsWrongIs400AndNamesIt(String parameter, String body) {
        List<Long> before = inbox.numbers(EVERYTHING);
        operator(body.replace('\'', '"'))
                .post("/admin/replays")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("parameter", equalTo(parameter));
        assertEquals(before, inbox.numbers(EVERYTHING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "17"})
    void whatIsNoRequestIs400(String body) {
        List<Long> before = inbox.numbers(EVERYTHING);
        operator(body).post("/admin/replays").then().statusCode(400).contentType("application/problem+json");
        assertEquals(before, inbox.numbers(EVERYTHING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "99999999999999999999"})
    void whatIsNoReplayIsNotFound(String id) {
        operator().get("/admin/replays/" + id).then().statusCode(404).contentType("application/problem+json");
        operator()
                .post("/admin/replays/" + id + "/cancel")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void unknownParametersAreNamed() {
        operator().get("/admin/replays?state=running").then().statusCode(400).body("parameter", equalTo("state"));
        operator().get("/admin/replays?limit=0").then().statusCode(400).body("parameter", equalTo("limit"));
        operator()
                .get("/admin/replays?cursor=YXVkaXQ6MQ")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("cursor"));
    }

    @Test
    void replaysAreForOperatorsOnly() {
        for (String path : List.of("/admin/replays", "/admin/replays/1")) {
            RestAssured.get(path).then().statusCode(401);
            RestAssured.given()
                    .auth()
                    .preemptive()
                    .oauth2(TestKeys.READER)
                    .get(path)
                    .then()
                    .statusCode(403);
        }
    }
}
