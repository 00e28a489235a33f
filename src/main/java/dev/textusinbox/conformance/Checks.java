package dev.textusinbox.conformance;

import dev.textusinbox.conformance.Line.RuleVerdict;
import dev.textusinbox.conformance.ReceiverAnswer.Effect;
import dev.textusinbox.simulator.DeliveryFactory;
import dev.textusinbox.simulator.SimulatedDelivery;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The provider's rules, each tried on a receiver. */
final class Checks {
    private static final int CONTACTS = 50;
    private static final int BURST = 500;
    private static final int LARGE = 200_000;
    /** The provider's patience is not known; an answer within this is safe by any guess. */
    private static final long SLOW_MILLIS = 5_000;

    private static final int FAULT_ROUNDS = 5;
    private static final int FAULT_EACH = 8;
    private static final long RECOVERY_SECONDS = 60;

    private final Receiver receiver;
    private final String secret;
    private final DeliveryFactory deliveries = new DeliveryFactory(new Random(), Clock.systemUTC(), CONTACTS);
    private boolean takesAny = true;

    Checks(Receiver receiver, String secret) {
        this.receiver = receiver;
        this.secret = secret;
    }

    /** Those for which nothing need be broken. */
    List<Line> inPeace() throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        for (String type : DeliveryFactory.TYPES) {
            lines.add(taken(type + ", signed", List.of(post(deliveries.of(type, DeliveryFactory.contact(0))))));
        }
        takesAny = lines.stream().anyMatch(line -> line.verdict() == RuleVerdict.PASS);
        lines.add(taken("any content type, or none", contentTypes()));
        lines.add(taken("signed over the raw bytes: odd spaces, escapes, emoji", List.of(odd())));
        lines.add(taken("a type never seen before", List.of(signed("conversation.closed", "x"))));
        lines.add(taken("signed, but not JSON", List.of(ProviderPost.of("{\"action\":", secret))));
        lines.add(taken("a large body (200 KB)", List.of(signed("message.received", "x".repeat(LARGE)))));
        ProviderPost repeated = post(deliveries.next());
        lines.add(taken("the same delivery again", List.of(repeated, repeated, repeated)));
        lines.add(takenOrPutOff(
                "the same delivery many times at once", Collections.nCopies(16, post(deliveries.next()))));
        lines.addAll(forgeries());
        lines.addAll(burst());
        return lines;
    }

    /** Those for which the receiver's database is taken away. */
    List<Line> duringFault(Fault fault) throws IOException, InterruptedException {
        if (fault == null) {
            String how = "not tried: needs --break and --mend";
            return List.of(
                    new Line("its database is down: 504 and nothing else", how, RuleVerdict.SKIP, "-"),
                    new Line("its database is down: acknowledges nothing", how, RuleVerdict.SKIP, "-"),
                    new Line("its database is back: takes what it put off", how, RuleVerdict.SKIP, "-"));
        }
        List<ProviderPost> posts = some(FAULT_ROUNDS * FAULT_EACH);
        List<ReceiverAnswer> answers = new ArrayList<>();
        fault.begin();
        try {
            for (int i = 0; i < FAULT_ROUNDS; i++) {
                answers.addAll(receiver.postAll(posts.subList(i * FAULT_EACH, (i + 1) * FAULT_EACH)));
            }
        } finally {
            fault.end();
        }
        List<ReceiverAnswer> taken =
                answers.stream().filter(a -> a.effect() == Effect.TAKEN).toList();
        List<ReceiverAnswer> others =
                answers.stream().filter(a -> a.effect() != Effect.TAKEN).toList();
        boolean only504 = others.stream().allMatch(a -> a.effect() == Effect.PUT_OFF);
        return List.of(
                Line.of(
                        only504,
                        "its database is down: 504 and nothing else",
                        ReceiverAnswer.summary(answers),
                        ReceiverAnswer.worst(others).cost),
                Line.of(
                        taken.isEmpty(),
                        "its database is down: acknowledges nothing",
                        taken.size() + " acknowledged",
                        taken.size() + " events lost, unless it keeps them elsewhere"),
                recovery(posts.subList(0, FAULT_EACH)));
    }

    private Line recovery(List<ProviderPost> posts) throws InterruptedException {
        // Who refuses everything in the best of hours has nothing to recover: it is not waited for.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(takesAny ? RECOVERY_SECONDS : 0);
        List<ReceiverAnswer> answers = receiver.postAll(posts);
        while (ReceiverAnswer.worst(answers) != Effect.TAKEN && System.nanoTime() - end < 0) {
            TimeUnit.SECONDS.sleep(1);
            answers = receiver.postAll(posts);
        }
        return Line.of(
                ReceiverAnswer.worst(answers) == Effect.TAKEN,
                "its database is back: takes what it put off",
                ReceiverAnswer.summary(answers),
                ReceiverAnswer.worst(answers).cost);
    }

    private Line taken(String rule, List<ProviderPost> posts) throws InterruptedException {
        List<ReceiverAnswer> answers = new ArrayList<>();
        for (ProviderPost post : posts) {
            answers.add(receiver.post(post));
        }
        Effect worst = ReceiverAnswer.worst(answers);
        return Line.of(worst == Effect.TAKEN, rule, ReceiverAnswer.summary(answers), worst.cost);
    }

    private Line takenOrPutOff(String rule, List<ProviderPost> posts) throws InterruptedException {
        List<ReceiverAnswer> answers = receiver.postAll(posts);
        Effect worst = ReceiverAnswer.worst(answers);
        boolean kept = worst == Effect.TAKEN || answers.stream().allMatch(Checks::isTakenOrPutOff);
        return Line.of(kept, rule, ReceiverAnswer.summary(answers), worst.cost);
    }

    private List<Line> burst() throws InterruptedException {
        long start = System.nanoTime();
        List<ReceiverAnswer> answers = receiver.postAll(some(BURST));
        double seconds = (System.nanoTime() - start) / 1e9;
        long slowest = answers.stream().mapToLong(ReceiverAnswer::millis).max().orElse(0);
        return List.of(
                Line.of(
                        answers.stream().allMatch(Checks::isTakenOrPutOff),
                        "a burst of " + BURST + " at full rate",
                        "%s (%.0f a second)".formatted(ReceiverAnswer.summary(answers), BURST / seconds),
                        ReceiverAnswer.worst(answers).cost),
                Line.of(
                        slowest < SLOW_MILLIS && answers.stream().noneMatch(a -> a.status() == ReceiverAnswer.NONE),
                        "answers before the provider gives up waiting",
                        "the slowest took " + slowest + " ms",
                        Effect.REPEATED.cost));
    }

    private static boolean isTakenOrPutOff(ReceiverAnswer answer) {
        return answer.effect() == Effect.TAKEN || answer.effect() == Effect.PUT_OFF;
    }

    private List<Line> forgeries() throws InterruptedException {
        ProviderPost good = post(deliveries.next());
        String signature = good.signature();
        char last = signature.charAt(signature.length() - 1);
        String flipped = signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0');
        SimulatedDelivery other = deliveries.next();
        return List.of(
                refused("no signature", good.signed(null)),
                refused("a signature with its last digit wrong", good.signed(flipped)),
                refused("a signature under another secret", ProviderPost.of(other, secret + "x")),
                refused("the signature of another body", post(other).signed(signature)));
    }

    private Line refused(String rule, ProviderPost post) throws InterruptedException {
        ReceiverAnswer answer = receiver.post(post);
        return Line.of(
                answer.refused(),
                rule + ": refused",
                ReceiverAnswer.summary(List.of(answer)),
                answer.effect() == Effect.TAKEN
                        ? "anybody can make events up"
                        : "it is not told apart from the receiver's own failure");
    }

    private List<ProviderPost> contentTypes() {
        return Stream.of("application/vnd.textus-v2+json", "text/plain", null)
                .map(type -> post(deliveries.next()).typed(type))
                .toList();
    }

    private ProviderPost odd() {
        return ProviderPost.of(
                "  {\"action\" : \"message.received\",\"id\":\"/integrations/c/deliveries/" + UUID.randomUUID()
                        + "\",\n\t\"timestamp\":\"2026-03-01T10:15:30.156Z\", \"message\":{\"id\":\"/messages/"
                        + UUID.randomUUID() + "\",\"body\":\"caf\\u00e9 \uD83D\uDC36 \\/\", \"n\":1.0e1}}\r\n",
                secret);
    }

    private ProviderPost signed(String type, String text) {
        return ProviderPost.of(
                "{\"action\":\"%s\",\"id\":\"/integrations/c/deliveries/%s\",\"timestamp\":\"2026-03-01T10:15:30Z\",\"message\":{\"id\":\"/messages/%s\",\"body\":\"%s\"}}"
                        .formatted(type, UUID.randomUUID(), UUID.randomUUID(), text),
                secret);
    }

    private List<ProviderPost> some(int count) {
        return Stream.generate(() -> post(deliveries.next())).limit(count).toList();
    }

    private ProviderPost post(SimulatedDelivery delivery) {
        return ProviderPost.of(delivery, secret);
    }
}
