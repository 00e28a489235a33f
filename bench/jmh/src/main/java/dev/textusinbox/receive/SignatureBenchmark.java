package dev.textusinbox.receive;

import dev.textusinbox.platform.http.Hmac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A signature read from its header and looked for among one secret and among two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureBenchmark {
    private static final String SECRET = "textus-secret-of-the-bench";

    private final SecretRing one = new SecretRing(List.of(SECRET));
    private final SecretRing two = new SecretRing(List.of("another-secret-of-the-bench", SECRET));
    private byte[] body;
    private String header;

    @Setup
    public void load() throws IOException {
        body = Files.readAllBytes(Path.of("../../../src/test/resources/samples", "message.received.json"));
        header = Hmac.hex(Hmac.sha256(SECRET.getBytes(StandardCharsets.UTF_8), body));
    }

    @Benchmark
    public int oneSecret() {
        return one.verifiedBy(SecretRing.parse(header), body);
    }

    @Benchmark
    public int twoSecrets() {
        return two.verifiedBy(SecretRing.parse(header), body);
    }
}
