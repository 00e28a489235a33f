package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.textusinbox.example.BillingApp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients in Java and TypeScript as apps have them: each a process of its own, which is killed in the middle. */
class ConsumerClientsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONTACTS = 10;
    private static final int EVENTS = 300;
    private static final String FLAKY = "+13035550107";

    private static InboxProcess program;

    private final Scratch scratch = Scratch.create();
    private final Map<String, List<Long>> stored = new TreeMap<>();
    /** Each test has one of its own, which begins with what comes from then on. */
    private final String consumer = "billing-" + System.nanoTime();

    /** The last event before the test's own. */
    private String after = "0";

    private Process app;

    @BeforeAll
    static void startProgram() {
        program = InboxProcess.with(Map.of()).start();
    }

    @AfterAll
    static void stopProgram() {
        program.close();
    }

    @BeforeEach
    void make() throws Exception {
        var made = program.client().put("/admin/consumers/" + consumer, "{\"start\":\"now\",\"reason\":\"the test\"}");
        assertEquals(201, made.statusCode(), made.body());
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.destroyForcibly();
        }
        scratch.deleteAllBut(scratch.path().resolve("none"));
    }

    @Test
    void theJavaClientLosesNothingAndKeepsTheOrderWhenItsProcessIsKilled() throws Exception {
        consumes(billingApp());
    }

    @Test
    void theJavaClientGivesBackWhatItHasNotBegunWhenItIsStopped() throws Exception {
        isStopped(billingApp());
    }

    @Test
    void theTypeScriptClientGivesBackWhatItHasNotBegunWhenItIsStopped() throws Exception {
        isStopped(List.of(
                "node", TypeScriptClient.built().resolve("test/billing.mjs").toString()));
    }

    @Test
    void theTypeScriptClientLosesNothingAndKeepsTheOrderWhenItsProcessIsKilled() throws Exception {
        Path client = TypeScriptClient.built();
        consumes(List.of("node", client.resolve("test/billing.mjs").toString()));
    }

    @Test
    void theTypeScriptClientFollowsThroughARestart() throws Exception {
        Path client = TypeScriptClient.built();
        for (JsonNode last : program.client().json("/api/events?limit=1").get("items")) {
            after = last.get("id").asText();
        }
        post(20, 0);
        Path output = launch(List.of("node", client.resolve("test/follow.mjs").toString()));
        await("it has read what is there")
                .atMost(PATIENCE)
                .until(() -> lines(output, "seen ").size() >= 20);
        program.stop();
        program.start();
        post(20, 20);
        await("it is there again")
                .atMost(PATIENCE)
                .until(() -> lines(output, "seen ").size() >= 40);
        List<Long> seen =
                lines(output, "seen ").stream().map(ConsumerClientsIT::id).toList();
        List<Long> all = stored.values().stream().flatMap(List::stream).sorted().toList();
        assertEquals(all, seen, "each once, in order");
    }

    private static List<String> billingApp() throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                BillingApp.class.getName());
    }

    /** The client of the build, and Jackson: the dependencies that the docs name. */
    private static String classPath() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path client = built.filter(file -> file.getFileName().toString().endsWith("-client.jar"))
                    .findFirst()
                    .orElseThrow();
            Path apps = Files.createDirectories(Path.of("target/billing-app/dev/textusinbox/example"));
            Files.write(
                    apps.resolve("BillingApp.class"),
                    BillingApp.class.getResourceAsStream("BillingApp.class").readAllBytes());
            Stream<String> jackson = Stream.of(
                            JsonNode.class, JsonFactory.class, JsonProperty.class, JavaTimeModule.class)
                    .map(type -> type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath());
            return Stream.concat(Stream.of(client.toString(), "target/billing-app"), jackson)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void consumes(List<String> command) throws Exception {
        Path first = launch(command);
        post(EVENTS, 0);
        await("it is at work")
                .atMost(PATIENCE)
                .until(() -> lines(first, "billed ").size() >= EVENTS / 3);
        app.destroyForcibly().waitFor();
        int atTheKill = lines(first, "billed ").size();
        assertTrue(atTheKill < EVENTS, "in the middle: " + atTheKill);
        Path second = launch(command);
        await("all are acknowledged")
                .atMost(PATIENCE)
                .until(
                        () -> program.client().ledgerOf(consumer).get("handled").asInt(),
                        Integer.valueOf(EVENTS)::equals);
        app.destroy();
        assertTrue(app.waitFor(30, TimeUnit.SECONDS), "it ends when it is told to");
        List<String> billed = new ArrayList<>(lines(first, "billed "));
        billed.addAll(lines(second, "billed "));
        assertTrue(billed.size() < EVENTS + 40, "again is only what was in hand: " + billed.size());
        stored.forEach((contact, events) -> assertEquals(events, firstTimes(billed, contact), "of " + contact));
        Accounts.assertAddsUp(program.client().ledgerOf(consumer));
    }

    /** Whoever asks next has the rest at once: no lease has to end for it, and nothing comes twice. */
    private void isStopped(List<String> command) throws Exception {
        post(EVENTS, 0);
        Path output = launch(command);
        await("it is at work")
                .atMost(PATIENCE)
                .until(() -> lines(output, "billed ").size() >= EVENTS / 6);
        app.destroy();
        assertTrue(app.waitFor(30, TimeUnit.SECONDS), "it ends when it is told to");
        List<String> all = new ArrayList<>(lines(output, "billed "));
        List<String> rest = rest();
        assertTrue(rest.size() > EVENTS / 6, "in the middle: " + all.size());
        all.addAll(rest);
        stored.forEach((contact, events) -> {
            if (!contact.equals(FLAKY)) {
                assertEquals(events, times(all, contact), "of " + contact);
            }
        });
    }

    /** What can be fetched without waiting, as the app would tell of it. */
    private List<String> rest() throws Exception {
        List<String> rest = new ArrayList<>();
        while (true) {
            JsonNode items = call("receive", "{\"max\":1000}").get("items");
            if (items.isEmpty()) {
                return rest;
            }
            List<String> receipts = new ArrayList<>();
            for (JsonNode item : items) {
                String contact = item.get("contact").asText();
                rest.add(item.get("id").asText() + " " + contact);
                assertTrue(contact.equals(FLAKY) || item.get("attempt").asInt() == 1, "no attempt is counted: " + item);
                receipts.add(item.get("receipt").toString());
            }
            assertEquals(
                    receipts.size(),
                    call("ack", "{\"receipts\":" + receipts + "}").get("acked").asInt());
        }
    }

    private JsonNode call(String call, String body) throws Exception {
        var answer = program.client().send("POST", "/api/consumers/" + consumer + "/" + call, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return InboxClient.parse(answer.body());
    }

    private static List<Long> times(List<String> billed, String contact) {
        return billed.stream()
                .filter(line -> line.endsWith(" " + contact))
                .map(ConsumerClientsIT::id)
                .toList();
    }

    private static List<Long> firstTimes(List<String> billed, String contact) {
        return times(billed, contact).stream().distinct().toList();
    }

    private static Long id(String line) {
        return Long.valueOf(line.substring(0, line.indexOf(' ')));
    }

    /** One in ten fails at first: those of one contact. */
    private void post(int number, int from) throws Exception {
        for (int i = from; i < from + number; i++) {
            String contact = "+1303555%04d".formatted(100 + i % CONTACTS);
            var answer = program.client()
                    .post(Deliveries.message(contact, contact.equals(FLAKY) && i > 50 ? "flaky" : "fine"));
            assertEquals(202, answer.statusCode(), answer.body());
            stored.computeIfAbsent(contact, key -> new ArrayList<>())
                    .add(InboxClient.parse(answer.body()).get("eventId").asLong());
        }
    }

    private Path launch(List<String> command) throws IOException {
        Path output = scratch.path().resolve("app-" + System.nanoTime() + ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("INBOX", program.uri().toString());
        builder.environment().put("KEY", Keys.OPERATOR);
        builder.environment().put("CONSUMER", consumer);
        builder.environment().put("AFTER", after);
        app = builder.start();
        return output;
    }

    /** What stands behind the prefix in each whole line that has it. */
    private List<String> lines(Path output, String prefix) throws IOException {
        String text = Files.readString(output);
        if (!app.isAlive() && new TreeSet<>(List.of(0, 137, 143)).stream().noneMatch(code -> code == app.exitValue())) {
            throw new AssertionError("the app ended with " + app.exitValue() + ": " + text);
        }
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
