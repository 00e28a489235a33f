package dev.textusinbox.bulk;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The answer to who has given a bulk order. */
public final class Accepted {
    private Accepted() {}

    /** 202, with where it shows how far it is. */
    public static Response of(BulkEntry order) {
        return Response.accepted(order)
                .location(URI.create("/admin/bulk/" + order.id()))
                .build();
    }
}
