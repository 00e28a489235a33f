package dev.textusinbox.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Looks at the integrations, and makes them as they are wanted. */
@Singleton
public class Integrations {
    private final ProviderSettings settings;
    private final IntegrationRepository rows;
    private final SecretProof proof;
    private final Fingerprints fingerprints;
    private final IntegrationChanges changes;
    private final MeterRegistry meters;
    private final Map<String, ProviderCalls> calls = new ConcurrentHashMap<>();

    Integrations(
            ProviderSettings settings,
            IntegrationRepository rows,
            SecretProof proof,
            Fingerprints fingerprints,
            IntegrationChanges changes,
            MeterRegistry meters) {
        this.settings = settings;
        this.rows = rows;
        this.proof = proof;
        this.fingerprints = fingerprints;
        this.changes = changes;
        this.meters = meters;
    }

    /** The calls of a watched source. */
    ProviderCalls calls(WatchedSource source) {
        return calls.computeIfAbsent(source.name(), name -> open(source));
    }

    private ProviderCalls open(WatchedSource source) {
        ProviderCalls made = new ProviderCalls(source, ProviderCalls.PATIENCE);
        Gauge.builder("inbox.provider.calls.left", made.budget(), RateBudget::left)
                .description("What the provider said is left of the token's calls in its window of five minutes")
                .tag("source", source.name())
                .strongReference(true)
                .register(meters);
        return made;
    }

    /** Asks the provider; a 404 where the source is not looked after, a 502 or 504 where it fails. */
    public IntegrationView look(String name) {
        WatchedSource source = settings.get(name);
        ProviderIntegration row = proof.look(source);
        return view(source, row, account(source, row));
    }

    /** Applies the settings; what has them already stays untouched. */
    public IntegrationView put(String name, ChangeRequest request) {
        WatchedSource source = settings.get(name);
        String reason = Reason.required(request.reason());
        if (request.isDryRun()) {
            return look(name);
        }
        return alone(source, () -> {
            ProviderIntegration row = rows.load(name);
            Account account = account(source, row);
            Wanted wanted = Wanted.of(source);
            boolean secretIsOurs =
                    source.secrets().isEmpty() || fingerprints.position(source.secrets(), row.secretFingerprint) >= 0;
            if (!wanted.drift(account.own()).isEmpty() || !secretIsOurs) {
                apply(source, row, account.own(), Math.max(0, position(source, row)), "integration.put", reason);
            }
            return look(name);
        });
    }

    /** Takes it away at the provider; a 404 where there is none. */
    void delete(String name, String reason) {
        WatchedSource source = settings.get(name);
        alone(source, () -> {
            Integration own = account(source, rows.load(name)).own();
            if (own == null) {
                throw ProblemException.notFound("The provider has no integration of this source.");
            }
            changes.make(
                    new IntegrationChanges.AuditedChange("integration.delete", name, reason, Map.of("id", own.id())),
                    () -> calls(source).delete(own.id()),
                    () -> rows.forget(name));
            return null;
        });
    }

    /** How far the change to another secret has come. */
    public Rotation rotation(String name) {
        WatchedSource source = settings.get(name);
        ProviderIntegration row = proof.look(source);
        return Rotation.of(source, IntegrationView.IntegrationSecret.of(row, position(source, row)));
    }

    /** The rotation of an integration that was just looked at. */
    public Rotation rotation(IntegrationView view) {
        return Rotation.of(settings.get(view.source()), view.secret());
    }

    /** Has the provider sign with another secret of the settings' list. */
    public Rotation rotate(String name, ChangeRequest.Rotate request) {
        WatchedSource source = settings.get(name);
        String reason = Reason.required(request.reason());
        int position = request.position() == null ? 0 : request.position();
        if (position < 0 || position >= source.secrets().size()) {
            throw ProblemException.badParameter(
                    "position",
                    "There are %d secrets in the settings, from 0."
                            .formatted(source.secrets().size()));
        }
        return alone(source, () -> {
            ProviderIntegration row = rows.load(name);
            Integration own = account(source, row).own();
            if (own == null) {
                throw ProblemException.conflict("The provider has no integration of this source: PUT it first.");
            }
            apply(source, row, own, position, "integration.rotate-secret", reason);
            return rotation(name);
        });
    }

    private void apply(
            WatchedSource source,
            ProviderIntegration row,
            Integration own,
            int position,
            String action,
            String reason) {
        Wanted wanted = Wanted.of(source);
        String secret = source.secrets().isEmpty() ? null : source.secrets().get(position);
        ObjectNode body = Integration.body(wanted, own, secret);
        long head = rows.head();
        String[] id = {own == null ? null : own.id()};
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("id", id[0]);
        detail.put("drift", wanted.drift(own));
        detail.put("secretPosition", secret == null ? null : position);
        changes.make(
                new IntegrationChanges.AuditedChange(action, source.name(), reason, detail),
                () -> {
                    if (own == null) {
                        id[0] = calls(source).create(body);
                        detail.put("id", id[0]);
                    } else {
                        calls(source).update(own.id(), body);
                    }
                },
                () -> {
                    rows.remember(source.name(), id[0]);
                    if (secret != null && !(own != null && keepsProof(source, row, position))) {
                        rows.secretSet(source.name(), fingerprints.of(secret), head);
                    }
                });
    }

    /** The same secret sent along with another change proves itself no less than before. */
    private boolean keepsProof(WatchedSource source, ProviderIntegration row, int position) {
        return row.integrationId != null && position(source, row) == position;
    }

    private int position(WatchedSource source, ProviderIntegration row) {
        return fingerprints.position(source.secrets(), row.secretFingerprint);
    }

    private Account account(WatchedSource source, ProviderIntegration row) {
        return Account.of(calls(source).list(), row.integrationId, source.publicUrl());
    }

    private IntegrationView view(WatchedSource source, ProviderIntegration row, Account account) {
        Wanted wanted = Wanted.of(source);
        List<IntegrationView.Other> others = account.others().stream()
                .map(each -> new IntegrationView.Other(each.id(), each.url()))
                .toList();
        return new IntegrationView(
                source.name(),
                wanted,
                IntegrationView.FoundIntegration.of(account.own()),
                wanted.drift(account.own()),
                others,
                IntegrationView.IntegrationSecret.of(row, position(source, row)));
    }

    /** Two changes at once might make two integrations. */
    private <T> T alone(WatchedSource source, Supplier<T> change) {
        rows.load(source.name());
        if (!rows.claim(source.name())) {
            throw ProblemException.conflict("Somebody is changing this integration just now: look again in a minute.");
        }
        try {
            return change.get();
        } finally {
            rows.release(source.name());
        }
    }
}
