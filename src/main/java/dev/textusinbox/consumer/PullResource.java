package dev.textusinbox.consumer;

import dev.textusinbox.consumer.PullItem.PullAnswer;
import dev.textusinbox.consumer.ReceiptsRequest.AckRequest;
import dev.textusinbox.consumer.ReceiptsRequest.ExtendRequest;
import dev.textusinbox.consumer.ReceiptsRequest.FailRequest;
import dev.textusinbox.consumer.ReceiptsRequest.ReleaseRequest;
import dev.textusinbox.consumer.ReceiptsRequest.RetryRequest;
import dev.textusinbox.dispatch.PullQueue.PullRequest;
import dev.textusinbox.history.event.Payloads;
import dev.textusinbox.platform.problem.Problem;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.ApiKey;
import dev.textusinbox.security.Limited;
import dev.textusinbox.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What clients of pull consumers call. */
@Path("/api/consumers/{name}")
@RolesAllowed(Roles.CONSUMER)
@Limited
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consuming")
public class PullResource {
    private final PullQueues queues;
    private final Receivers receivers;
    private final SecurityIdentity caller;

    PullResource(PullQueues queues, Receivers receivers, SecurityIdentity caller) {
        this.queues = queues;
        this.receivers = receivers;
        this.caller = caller;
    }

    /** @param unknown receipts whose lease has ended, that were settled before, or that are none */
    @Schema(name = "Acked")
    record AckAnswer(int acked, List<String> unknown) {}

    /** @param unknown as with an acknowledgement */
    @Schema(name = "Retried")
    record RetryAnswer(int retried, List<String> unknown) {}

    /** @param unknown as with an acknowledgement */
    @Schema(name = "Failed")
    record FailAnswer(int failed, List<String> unknown) {}

    /** @param unknown as with an acknowledgement */
    @Schema(name = "Extended")
    record ExtendAnswer(int extended, List<String> unknown) {}

    /** @param unknown as with an acknowledgement */
    @Schema(name = "Released")
    record ReleaseAnswer(int released, List<String> unknown) {}

    @POST
    @Path("receive")
    @Operation(
            summary = "Fetch events",
            description = "A contact's events come in order, several in one answer if there are; while one of them is"
                    + " neither acknowledged nor given back, no later one goes out to anybody. What is not acknowledged"
                    + " within the lease has failed, and comes again.")
    @APIResponse(
            responseCode = "200",
            description = "The events; none where nothing came for as long as the client waits.",
            content = @Content(schema = @Schema(implementation = PullAnswer.class)))
    public void receive(
            @PathParam("name") String name,
            ReceiveRequest body,
            @Context HttpServerRequest client,
            @Suspended AsyncResponse suspended) {
        ReceiveRequest asked = ReceiveRequest.of(body);
        var request = new PullRequest(asked.checkedMax(), Payloads.largestPageBytes(), asked.lease());
        Duration patience = asked.patience();
        // Before it waits: whoever asks for what is not there is told so at once.
        boolean unused = with(name, (connection, queue, consumer) -> consumer.isPaused());
        receivers.add(name, new PullWait(request, patience, suspended, client));
    }

    @POST
    @Path("ack")
    @Operation(summary = "Acknowledge events: they are done")
    public AckAnswer ack(@PathParam("name") String name, AckRequest body) {
        List<String> receipts =
                ReceiptsRequest.receipts(ReceiptsRequest.there(body).receipts());
        return with(name, (connection, queue, consumer) -> {
            var settled = queue.acknowledge(connection, receipts);
            return new AckAnswer(settled.settled(), settled.unknown());
        });
    }

    @POST
    @Path("retry")
    @Operation(
            summary = "Give events back: they failed",
            description = "Each comes again after the backoff, or later where `notBefore` says so; later events of its"
                    + " contact wait behind it.")
    public RetryAnswer retry(@PathParam("name") String name, RetryRequest body) {
        List<String> receipts =
                ReceiptsRequest.receipts(ReceiptsRequest.there(body).receipts());
        Instant notBefore = body.time();
        return with(name, (connection, queue, consumer) -> {
            var settled = queue.retry(connection, receipts, ReceiptsRequest.error(body.error()), notBefore);
            return new RetryAnswer(settled.settled(), settled.unknown());
        });
    }

    @POST
    @Path("fail")
    @Operation(summary = "Give events up: they are dead at once, for an operator to look at")
    public FailAnswer fail(@PathParam("name") String name, FailRequest body) {
        List<String> receipts =
                ReceiptsRequest.receipts(ReceiptsRequest.there(body).receipts());
        return with(name, (connection, queue, consumer) -> {
            var settled = queue.fail(connection, receipts, ReceiptsRequest.error(body.error()));
            return new FailAnswer(settled.settled(), settled.unknown());
        });
    }

    @POST
    @Path("extend")
    @Operation(summary = "Keep events for longer", description = "For so many seconds from now.")
    public ExtendAnswer extend(@PathParam("name") String name, ExtendRequest body) {
        List<String> receipts =
                ReceiptsRequest.receipts(ReceiptsRequest.there(body).receipts());
        Duration lease = ReceiveRequest.lease(body.leaseSeconds(), null);
        return with(name, (connection, queue, consumer) -> {
            var settled = queue.extend(connection, receipts, lease);
            return new ExtendAnswer(settled.settled(), settled.unknown());
        });
    }

    @POST
    @Path("release")
    @Operation(
            summary = "Give events back untried",
            description = "As if they had not been handed out: no attempt is counted, and they go out again at once.")
    public ReleaseAnswer release(@PathParam("name") String name, ReleaseRequest body) {
        List<String> receipts =
                ReceiptsRequest.receipts(ReceiptsRequest.there(body).receipts());
        return with(name, (connection, queue, consumer) -> {
            var settled = queue.release(connection, receipts);
            return new ReleaseAnswer(settled.settled(), settled.unknown());
        });
    }

    /** A 403 where the caller's key is for other consumers. */
    private <T> T with(String name, PullQueues.Work<T> work) {
        Set<String> allowed = caller.getAttribute(ApiKey.CONSUMERS);
        if (allowed != null && !allowed.isEmpty() && !allowed.contains(name)) {
            throw new ProblemException(Problem.of(403, "This key may not use this consumer."));
        }
        return queues.with(name, work);
    }
}
