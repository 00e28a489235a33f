package dev.textusinbox.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Asks the configured sampler about a handling what it was asked about the receipt. It was asked elsewhere, and long ago, so the
 * answer is not known; but a sampler that goes by the trace's id, as the usual ones do, gives the same again.
 */
final class EventSampler implements Sampler {
    private final Sampler configured;

    EventSampler(Sampler configured) {
        this.configured = configured;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        Context asked = EventTrace.isParent(parent) ? Context.root() : parent;
        return configured.shouldSample(asked, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "Event{" + configured.getDescription() + "}";
    }
}
