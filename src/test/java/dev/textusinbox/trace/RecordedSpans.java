package dev.textusinbox.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One instance's traces as the program makes them, and the spans that it would send. */
final class RecordedSpans implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    final Traces traces;

    /** @param key the database's, or null where it can't be had */
    RecordedSpans(Sampler sampler, byte[] key) {
        var ids = new EventIds();
        var provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(new EventSampler(Sampler.parentBased(sampler)))
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build();
        this.traces = new OpenTelemetryTraces(provider.get("test"), ids, new TraceKey(null) {
            @Override
            byte[] ifLoaded() {
                return key;
            }

            @Override
            byte[] get() {
                return key;
            }
        });
    }

    List<SpanData> all() {
        return spans;
    }

    /** The only one of its kind. */
    SpanData only(SpanKind kind) {
        List<SpanData> found =
                spans.stream().filter(span -> span.getKind() == kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(kind + ": " + found);
        }
        return found.get(0);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
