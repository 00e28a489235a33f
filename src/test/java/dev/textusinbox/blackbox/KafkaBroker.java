package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.textusinbox.platform.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** A real Kafka broker, its own controller, in a process of its own: it is killed and started under the program. */
final class KafkaBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 4;

    private final Scratch scratch = Scratch.create();
    private final Path settings = scratch.path().resolve("server.properties");
    private final Path log = scratch.path().resolve("kafka.log");
    private final int port = FreePort.find();
    private Process process;

    private KafkaBroker() {
        int controller = FreePort.find();
        try {
            Files.writeString(
                    settings, """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                    log.dirs=%3$s
                    auto.create.topics.enable=false
                    broker.heartbeat.interval.ms=200
                    broker.session.timeout.ms=2000
                    """.formatted(port, controller, scratch.path().resolve("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not started yet: whoever asks at its address is refused. */
    static KafkaBroker create() {
        var broker = new KafkaBroker();
        broker.launch(
                "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAQACAAAAAAAAAAQ", "-c", broker.settings.toString());
        if (broker.awaitExit() != 0) {
            throw new AssertionError("no storage for a broker: see " + broker.log);
        }
        return broker;
    }

    private void launch(String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command)
                    .directory(scratch.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Kafka has not ended: see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts it, and waits until it answers. */
    KafkaBroker start() {
        launch("kafka.Kafka", settings.toString());
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            Awaitility.await("Kafka answers, or see " + log)
                    .atMost(PATIENCE)
                    .failFast(() -> !process.isAlive())
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> !admin.describeCluster().nodes().get().isEmpty());
        }
        return this;
    }

    /** SIGKILL: nothing in it runs any more when this returns. */
    void kill9() {
        process.destroyForcibly();
        awaitExit();
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    KafkaBroker topic(String name, Map<String, String> settings) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            var topic = new NewTopic(name, PARTITIONS, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        }
        return this;
    }

    /** All that is in a topic now; each partition's in its order. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill9();
        }
        scratch.deleteAllBut(log);
    }
}
