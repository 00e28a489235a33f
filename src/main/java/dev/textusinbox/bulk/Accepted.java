package dev.textusinbox.bulk;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** The answer to who has given a bulk order. */
public final class Accepted {
    private Accepted() {}

    /** 202 where there is an order; 204 where all is done without one. */
    public static Response orDone(Optional<BulkEntry> order) {
        return order.map(Accepted::of).orElseGet(() -> Response.noContent().build());
    }

    /** 202, with where it shows how far it is. */
    public static Response of(BulkEntry order) {
        return Response.accepted(order)
                .location(URI.create("/admin/bulk/" + order.id()))
                .build();
    }
}
