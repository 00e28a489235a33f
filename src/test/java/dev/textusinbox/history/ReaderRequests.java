package dev.textusinbox.history;

import dev.textusinbox.security.TestKeys;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Requests with a key that may read. */
public final class ReaderRequests {

    private ReaderRequests() {}

    /** A request whose URL is sent as it is written: some tests are about its escapes. */
    public static RequestSpecification reader() {
        return RestAssured.given().urlEncodingEnabled(false).auth().preemptive().oauth2(TestKeys.READER);
    }
}
