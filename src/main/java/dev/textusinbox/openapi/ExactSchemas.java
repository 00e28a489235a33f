package dev.textusinbox.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes the schemas of answers exact, which the framework can't read off a record: a member is always there unless it is listed as left
 * out, and never null unless it is listed as nullable. That the lists are right is held by every test that is answered something.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ExactSchemas implements OASFilter {
    private static final List<String> OURS = List.of("/api/", "/admin/", "/webhooks/");

    /** Members that are left out where there is nothing to tell. */
    private static final Map<String, Set<String>> LEFT_OUT = table("""
            EventItem: erased payload
            EventDetail: erased
            PullItem: erased
            LookupItem: contact consent error
            Received: eventId quarantineId
            """);

    /** With brackets: what is in the list. */
    private static final Map<String, Set<String>> NULLABLE = table("""
            Alarm: source until
            Attempt: error replayId response
            AttemptResponse: contentType body
            AuditEntry: subject reason detail
            BulkOrder: matched finishedAt
            Consent: since eventId
            ContactSummary: lastInboundAt lastOutboundAt
            EventDetail: contact conversationId messageId account deliveryId
            EventItem: contact conversationId messageId account deliveryId
            EventPage: next
            FailureGroup: sample
            FailureResponse: contentType body
            FailureSample: contact lastError response
            HandlerState: lastError nextAttemptAt
            HandlerStatus: target pausedReason stateReason stateSince
            IntegrationSecret: position setAt eventId provenAt
            IntegrationView: found secret
            MessageSummary: status contact
            PullItem: contact conversationId messageId account deliveryId replay
            QuarantineEntry: closedAt eventId contentType
            Reconciliation: catchUp
            ReconciliationBreak: until parkedSince budgetUsedSeconds budgetSeconds mayHaveLost
            ReconciliationCatchUp: oldest firstAt lastAt perSecond
            ReconciliationHour: made usual weeksBefore[]
            ReconciliationLoss: givenUpTo
            Redelivery: contact lastError nextAttemptAt replayId
            Replay: matched pending finishedAt
            Rotation: position
            RotationStep: at eventId
            SecretUse: lastUsedAt
            SourceStatus: mode parkedBy outageSince budgetSeconds received stored duplicates quarantined lastDeliveryAt secrets
            """);

    private static Map<String, Set<String>> table(String text) {
        Map<String, Set<String>> table = new TreeMap<>();
        text.lines().map(line -> line.split(": ", 2)).forEach(line -> table.put(line[0], Set.of(line[1].split(" "))));
        return table;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> asked = new HashSet<>();
        Set<String> answered = new HashSet<>();
        document.getPaths().getPathItems().forEach((path, item) -> {
            // What a project that has the inbox as a library answers elsewhere is its own.
            if (OURS.stream().anyMatch(path::startsWith)) {
                item.getOperations().values().forEach(call -> {
                    ofRequest(call).forEach(schema -> collect(schema, schemas, asked));
                    ofAnswers(call).forEach(schema -> collect(schema, schemas, answered));
                });
            }
        });
        answered.removeAll(asked);
        answered.forEach(name -> {
            Schema schema = schemas.get(name);
            if (schema.getProperties() != null) {
                makeExact(schema, LEFT_OUT.getOrDefault(name, Set.of()), nullable(name));
            }
        });
    }

    /** All lists have pages of one form. */
    private static Set<String> nullable(String name) {
        return name.startsWith("ListPage") ? Set.of("next") : NULLABLE.getOrDefault(name, Set.of());
    }

    private static List<Schema> ofRequest(Operation call) {
        return call.getRequestBody() == null
                ? List.of()
                : of(call.getRequestBody().getContent());
    }

    private static List<Schema> ofAnswers(Operation call) {
        return call.getResponses().getAPIResponses().values().stream()
                .flatMap(answer -> of(answer.getContent()).stream())
                .toList();
    }

    private static List<Schema> of(Content content) {
        return content == null
                ? List.of()
                : content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null)
                        .toList();
    }

    private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> names) {
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            if (names.add(name)) {
                collect(schemas.get(name), schemas, names);
            }
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(each -> collect(each, schemas, names));
        }
        if (schema.getItems() != null) {
            collect(schema.getItems(), schemas, names);
        }
    }

    private static void makeExact(Schema schema, Set<String> leftOut, Set<String> nullable) {
        Map<String, Schema> properties = new TreeMap<>(schema.getProperties());
        schema.setRequired(properties.keySet().stream()
                .filter(name -> !leftOut.contains(name))
                .toList());
        nullable.forEach(name -> {
            if (name.endsWith("[]")) {
                Schema list = properties.get(name.substring(0, name.length() - 2));
                list.setItems(orNull(list.getItems()));
            } else {
                schema.addProperty(name, orNull(properties.get(name)));
            }
        });
    }

    private static Schema orNull(Schema schema) {
        Schema none = OASFactory.createSchema().addType(SchemaType.NULL);
        if (schema.getRef() != null) {
            return OASFactory.createSchema().addAnyOf(schema).addAnyOf(none);
        }
        List<SchemaType> types = new ArrayList<>(schema.getType());
        types.add(SchemaType.NULL);
        schema.setType(types);
        if (schema.getEnumeration() != null) {
            List<Object> values = new ArrayList<>(schema.getEnumeration());
            values.add(null);
            schema.setEnumeration(values);
        }
        return schema;
    }
}
