package dev.textusinbox.reconciliation;

import static dev.textusinbox.scripted.ScriptedInbox.operator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.textusinbox.scripted.ScriptedInbox;
import dev.textusinbox.security.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ReconciliationProfile.class)
class ReconciliationTest {
    private static final String SOURCE = ReconciliationProfile.SOURCE;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.DAYS);

    @Inject
    ScriptedInbox inbox;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void forget() throws SQLException {
        sql("DELETE FROM alarm");
        sql("DELETE FROM hourly_count");
        sql("DELETE FROM event WHERE source = '" + SOURCE + "'");
    }

    @Test
    void anOutageThatWasParkedInTimeNamesThePeriodThatMayHaveLostEvents() throws SQLException {
        alarm("outage", began, began.plus(Duration.ofHours(14)));
        alarm("outage", began.minus(Duration.ofDays(9)), began.minus(Duration.ofDays(8)));
        for (int week = 1; week <= 4; week++) {
            count(began.minus(Duration.ofDays(7L * week)), 14, 100 + week);
        }
        String late = event(began.plus(Duration.ofMinutes(90)));
        inbox.append(SOURCE, late);
        inbox.append(SOURCE, late);
        inbox.append(SOURCE, event(began.plus(Duration.ofMinutes(91))));
        inbox.append(SOURCE, event(Instant.now()));

        report("")
                .statusCode(200)
                .body("source", equalTo(SOURCE))
                .body("from", equalTo(began.toString()))
                .body("to", equalTo(hour(14)))
                .body("breaks", hasSize(1))
                .body("breaks[0].kind", equalTo("outage"))
                .body("breaks[0].parkedSince", equalTo(hour(10)))
                .body("breaks[0].budgetUsedSeconds", equalTo(36_000))
                .body("breaks[0].budgetSeconds", equalTo(43_200))
                .body("breaks[0].mayHaveLost.from", equalTo(began.toString()))
                .body("breaks[0].mayHaveLost.to", equalTo(hour(4)))
                .body("breaks[0].mayHaveLost.givenUpTo", nullValue())
                .body("counted", equalTo(true))
                .body("hours", hasSize(14))
                .body("hours[1].hour", equalTo(hour(1)))
                .body("hours[1].came", equalTo(0))
                .body("hours[1].made", equalTo(2))
                .body("hours[1].usual", equalTo(101))
                .body("hours[1].weeksBefore", contains(101, 102, 103, 104))
                .body("hours[2].made", equalTo(0))
                .body("catchUp.late", equalTo(2))
                .body(
                        "catchUp.oldest",
                        equalTo(began.plus(Duration.ofMinutes(90)).toString()))
                .body("catchUp.firstAt", notNullValue())
                .body("catchUp.perSecond", greaterThan(0f))
                .body("catchUp.repeats", equalTo(1))
                .body("catchUp.complete", equalTo(true));
    }

    @Test
    void aShortOutageLosesNothing() throws SQLException {
        alarm("outage", began, began.plus(Duration.ofMinutes(40)));
        count(began.minus(Duration.ofDays(7)), 1, 5);
        report("")
                .statusCode(200)
                .body("breaks[0].budgetUsedSeconds", equalTo(2400))
                .body("breaks[0].parkedSince", nullValue())
                .body("breaks[0].mayHaveLost", nullValue())
                .body("hours", hasSize(1))
                .body("hours[0].weeksBefore", contains(equalTo(5), nullValue(), nullValue(), nullValue()))
                .body("catchUp.late", equalTo(0))
                .body("catchUp.perSecond", nullValue());
    }

    @Test
    void anOutageThatGoesOnIsReportedUntilNow() throws SQLException {
        alarm("outage", Instant.now().minus(Duration.ofHours(7)), null);
        report("")
                .statusCode(200)
                .body("breaks[0].until", nullValue())
                .body("breaks[0].mayHaveLost.to", notNullValue());
    }

    @Test
    void aPauseLosesNothingAndItsCatchUpIsShown() throws SQLException {
        alarm("provider-unhealthy", began, began.plus(Duration.ofHours(20)));
        inbox.append(SOURCE, event(began.plus(Duration.ofHours(1))));
        report("")
                .statusCode(200)
                .body("breaks[0].kind", equalTo("provider-unhealthy"))
                .body("breaks[0].budgetUsedSeconds", nullValue())
                .body("breaks[0].mayHaveLost", nullValue())
                .body("catchUp.late", equalTo(1));
    }

    @Test
    void anyTimeMayBeAskedFor() throws SQLException {
        alarm("outage", began, began.plus(Duration.ofHours(2)));
        report("?from=" + hour(3) + "&to=" + hour(5))
                .statusCode(200)
                .body("breaks", empty())
                .body("hours.hour", contains(hour(3), hour(4)));
        report("?from=" + hour(1)).statusCode(200).body("breaks", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "?to=2026-03-01T00:00:00Z, from",
        "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z, to",
        "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z, from",
        "?from=yesterday, from",
        "?since=2026-01-01T00:00:00Z, since",
    })
    void whatCannotBeUnderstoodIsNamed(String query, String parameter) {
        report(query).statusCode(400).body("parameter", equalTo(parameter));
    }

    @Test
    void whereNothingHappenedItSaysWhatToAskFor() {
        operator()
                .get("/admin/sources/quiet/reconciliation")
                .then()
                .statusCode(404)
                .body("detail", containsString("from and to"));
        operator().get("/admin/sources/nobody/reconciliation").then().statusCode(404);
    }

    @Test
    void onlyOperatorsMayLook() {
        RestAssured.given()
                .auth()
                .preemptive()
                .oauth2(TestKeys.READER)
                .get("/admin/sources/reconciled/reconciliation")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse report(String query) {
        return operator()
                .get("/admin/sources/" + SOURCE + "/reconciliation" + query)
                .then();
    }

    private String hour(int hours) {
        return began.plus(Duration.ofHours(hours)).toString();
    }

    private static String event(Instant made) {
        return """
                {"action":"%s","id":"%s","timestamp":"%s","contact":{"phoneNumber":"%s"}}""".formatted(ScriptedInbox.TYPE, UUID.randomUUID(), made, ScriptedInbox.newPhone());
    }

    private void alarm(String kind, Instant since, Instant until) throws SQLException {
        sql("INSERT INTO alarm (kind, source, since, until, detail) VALUES ('%s', '%s', '%s', %s, 'x')"
                .formatted(kind, SOURCE, since, until == null ? "NULL" : "'" + until + "'"));
    }

    private void count(Instant first, int hours, int n) throws SQLException {
        sql("""
                INSERT INTO hourly_count SELECT '%s', '%s'::timestamptz + h * interval '1 hour', %d
                  FROM generate_series(0, %d) h""".formatted(SOURCE, first, n, hours - 1));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
