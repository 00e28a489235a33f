package dev.textusinbox.openapi;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has every test of the running program hold each answer to the OpenAPI document. */
public final class AnswersAreDescribed implements BeforeAllCallback {
    /** Where the test's own class loader sees it: Quarkus loads the tests of a running program anew. */
    @Override
    public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
        Class<?> test = context.getRequiredTestClass();
        // By name: Quarkus' own class loader has another class of it.
        if (Stream.of(test.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(QuarkusTest.class.getName()))) {
            Class.forName(AnswerFilter.class.getName(), true, test.getClassLoader())
                    .getMethod("install")
                    .invoke(null);
        }
    }
}
