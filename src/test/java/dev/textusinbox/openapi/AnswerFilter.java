package dev.textusinbox.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Holds what every test is answered to the document that the build has made. */
public final class AnswerFilter implements OrderedFilter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the program that runs; one for each class loader, and so for each program. */
    private static DescribedAnswers described;

    /** From now on, in this class loader. */
    public static void install() {
        RestAssured.replaceFiltersWith(new AnswerFilter());
    }

    private static synchronized DescribedAnswers described() throws IOException {
        if (described == null) {
            byte[] document = RestAssured.given()
                    .noFilters()
                    .get("/q/openapi?format=json")
                    .asByteArray();
            described = new DescribedAnswers(new ApiDocument(JSON.readTree(document)));
        }
        return described;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        String type = answer.contentType();
        // What is compressed is looked at as bytes, by the test.
        boolean isPlain = answer.header("Content-Encoding") == null;
        if (isPlain
                && type != null
                && (type.startsWith("application/json") || type.startsWith("application/problem+json"))) {
            String path = request.getURI().replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", "");
            List<String> misfits = misfits(request.getMethod(), path, answer);
            if (!misfits.isEmpty()) {
                throw new AssertionError("not as the OpenAPI document says: " + misfits + "\n" + answer.asString());
            }
        }
        return answer;
    }

    private static List<String> misfits(String method, String path, Response answer) {
        try {
            return described()
                    .misfits(
                            method,
                            path,
                            answer.statusCode(),
                            answer.contentType(),
                            JSON.readTree(answer.asByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
