package dev.textusinbox.provider;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the change to a secret has come, step by step. Pure. */
public record Rotation(String source, Integer position, List<RotationStep> steps) {
    /**
     * One step.
     *
     * @param state {@code done}, {@code waiting} for the provider, {@code yours} to do, or {@code later}
     */
    @Schema(name = "RotationStep")
    public record RotationStep(String step, String state, Instant at, String eventId, String detail) {}

    static Rotation of(WatchedSource source, IntegrationView.IntegrationSecret secret) {
        boolean set = secret.position() != null;
        boolean proven = secret.eventId() != null;
        return new Rotation(
                source.name(),
                secret.position(),
                List.of(
                        new RotationStep(
                                "accepted",
                                source.secrets().isEmpty() ? "yours" : "done",
                                null,
                                null,
                                secrets(source.secrets().size())
                                        + " here. Each instance must run with the same"
                                        + " list before the next step: one without the new secret answers 401, which stops the"
                                        + " integration."),
                        new RotationStep(
                                "set",
                                set ? "done" : "yours",
                                set ? secret.setAt() : null,
                                null,
                                set
                                        ? "The provider was told to sign with position " + secret.position() + "."
                                        : "Choose the position of the secret that the provider is to sign with."),
                        new RotationStep(
                                "proven",
                                proven ? "done" : set ? "waiting" : "later",
                                secret.provenAt(),
                                secret.eventId(),
                                proven
                                        ? "Event " + secret.eventId() + " is signed with it."
                                        : "The next event that is signed with it proves it."),
                        retired(source, proven)));
    }

    private static String secrets(int count) {
        return count == 1 ? "1 secret verifies deliveries" : count + " secrets verify deliveries";
    }

    private static RotationStep retired(WatchedSource source, boolean proven) {
        String setting = "inbox.sources." + source.name() + ".secrets";
        if (source.secrets().size() == 1) {
            return new RotationStep("retired", "done", null, null, "No other secret is accepted.");
        }
        return new RotationStep(
                "retired",
                proven ? "yours" : "later",
                null,
                null,
                "Take the others out of " + setting
                        + " once inbox_secret_used_total stands still for their positions.");
    }
}
