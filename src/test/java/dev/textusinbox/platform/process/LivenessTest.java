package dev.textusinbox.platform.process;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live is down when only a new process helps, and says why. */
@QuarkusTest
class LivenessTest {
    private static final String PART = "a part of a test";

    @AfterEach
    void itRunsAgain() {
        EndedParts.remove(PART);
    }

    @Test
    void aPartThatMustRunAndHasEndedTakesTheProgramDown() {
        get("/q/health/live").then().statusCode(200);
        EndedParts.add(PART, "its data are gone");
        get("/q/health/live")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'parts' }.data.'" + PART + "'", equalTo("its data are gone"));
        EndedParts.remove(PART);
        get("/q/health/live").then().statusCode(200);
    }

    @Test
    void aSchedulerThatStandsStillForAMinuteTakesTheProgramDown() {
        var watch = new SchedulerWatch();
        for (int round = 1; round < SchedulerWatch.MAX_MISSED; round++) {
            watch.roundIsOver();
            assertEquals(Status.UP, watch.call().getStatus(), "after round " + round);
        }
        watch.roundIsOver();
        assertEquals(Status.DOWN, watch.call().getStatus());
        watch.beat();
        assertEquals(Status.UP, watch.call().getStatus());
    }
}
