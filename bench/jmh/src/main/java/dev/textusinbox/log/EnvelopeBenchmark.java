package dev.textusinbox.log;

import dev.textusinbox.log.Unreadable.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is read of a body before it is stored; the phone's normal form, which has a cache of its own, left out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {
    private final EnvelopeReader reader = new EnvelopeReader(UnaryOperator.identity());
    private byte[] body;

    @Setup
    public void load() throws IOException {
        body = Files.readAllBytes(Path.of("../../../src/test/resources/samples", "message.received.json"));
    }

    @Benchmark
    public Object read() throws UnreadableException {
        return reader.read(body);
    }
}
