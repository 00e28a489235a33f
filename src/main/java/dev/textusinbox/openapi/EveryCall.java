package dev.textusinbox.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/** Says of each call what is so of every one like it: how to be let in, and which problems may be the answer. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class EveryCall implements OASFilter {
    private static final String JSON = "application/json";
    private static final List<SecurityRequirement> EITHER_KEY = List.of(
            OASFactory.createSecurityRequirement().addScheme("bearer"),
            OASFactory.createSecurityRequirement().addScheme("basic"));

    private static final String EVENTS = "/api/events";
    /** The other ways to the same events, which know all of the list's filters, and some of the rest. */
    private static final List<String> OTHER_WAYS = List.of(EVENTS + "/stream", EVENTS + "/export");

    /** What says how a page is given, not which events are in it. */
    private static final Set<String> NO_FILTERS = Set.of("order", "limit", "include", "cursor");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, PathItem> paths = document.getPaths().getPathItems();
        paths.forEach((path, item) -> {
            boolean reading = path.startsWith("/api/");
            if (reading || path.startsWith("/admin/")) {
                item.getOperations().values().forEach(call -> describe(call, reading));
            }
        });
        List<Parameter> filters = paths.get(EVENTS).getGET().getParameters().stream()
                .filter(parameter -> !NO_FILTERS.contains(parameter.getName()))
                .toList();
        OTHER_WAYS.forEach(path -> filters.forEach(paths.get(path).getGET()::addParameter));
    }

    private static void describe(Operation call, boolean reading) {
        call.setSecurity(EITHER_KEY);
        APIResponses responses = call.getResponses();
        // A parameter that it does not have, at the least.
        refer(responses, "400", "BadRequest");
        refer(responses, "401", "Unauthorized");
        refer(responses, "403", "Forbidden");
        refer(responses, "503", "Unavailable");
        if (reading) {
            refer(responses, "429", "TooManyRequests");
        }
        if (answersJson(responses) || responses.hasAPIResponse("204")) {
            refer(responses, "406", "NotAcceptable");
        }
        if (call.getRequestBody() != null) {
            refer(responses, "413", "TooLarge");
            if (call.getRequestBody().getContent().hasMediaType(JSON)) {
                refer(responses, "415", "UnsupportedMediaType");
            }
        }
        sort(call);
    }

    private static boolean answersJson(APIResponses responses) {
        APIResponse ok = responses.getAPIResponse(responses.hasAPIResponse("202") ? "202" : "200");
        Map<String, MediaType> content = ok == null || ok.getContent() == null
                ? Map.of()
                : ok.getContent().getMediaTypes();
        return content.containsKey(JSON);
    }

    /** In place of what the framework has put there: it knows of no problem's body. */
    private static void refer(APIResponses responses, String status, String response) {
        responses.addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + response));
    }

    private static void sort(Operation call) {
        call.getResponses().setAPIResponses(new TreeMap<>(call.getResponses().getAPIResponses()));
    }
}
