package dev.textusinbox.client;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Supplier;

/** The calls by a REST client. */
final class RestCalls implements ConsumerCalls {
    private final InboxApi api;

    RestCalls(InboxApi api) {
        this.api = api;
    }

    @Override
    public Pulled receive(Receive request, String consumer) {
        return told(() -> api.receive(request, consumer));
    }

    @Override
    public Acked ack(Ack request, String consumer) {
        return told(() -> api.ack(request, consumer));
    }

    @Override
    public Retried retry(Retry request, String consumer) {
        return told(() -> api.retry(request, consumer));
    }

    @Override
    public Failed fail(Fail request, String consumer) {
        return told(() -> api.fail(request, consumer));
    }

    @Override
    public Extended extend(Extend request, String consumer) {
        return told(() -> api.extend(request, consumer));
    }

    @Override
    public Released release(Release request, String consumer) {
        return told(() -> api.release(request, consumer));
    }

    private static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            Response answer = e.getResponse();
            String retryAfter = answer.getHeaderString("Retry-After");
            throw new InboxException(
                    answer.getStatus(),
                    e.getMessage(),
                    retryAfter != null && retryAfter.matches("\\d{1,6}") ? Integer.valueOf(retryAfter) : null);
        } catch (ProcessingException e) {
            throw new InboxException(new IOException(e));
        }
    }
}
