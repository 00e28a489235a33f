package dev.textusinbox.openapi;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * In the native binary the document that the build made is given as it is. The extension reads it, makes a model of it and
 * writes that down twice, at each start and in a quarter of its time: for filters that are to run then, and there are none.
 */
@TargetClass(OpenApiDocumentService.class)
final class StoredDocument {
    @Substitute
    void prepareDocument(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filters, String documentName) {}

    @Substitute
    public byte[] getDocument(String documentName, Format format) {
        String name = OpenApiConstants.BASE_NAME + "." + format;
        try (InputStream stored = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(stored, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
