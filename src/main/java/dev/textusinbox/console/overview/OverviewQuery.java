package dev.textusinbox.console.overview;

import dev.textusinbox.alarm.Alarms;
import dev.textusinbox.operate.handler.HandlerQuery;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.handler.Ledger;
import dev.textusinbox.operate.handler.LedgerQuery;
import dev.textusinbox.operate.quarantine.Quarantine;
import dev.textusinbox.operate.source.SourceQuery;
import dev.textusinbox.operate.source.SourceStatus;
import dev.textusinbox.platform.failure.DatabaseErrors;
import dev.textusinbox.platform.request.ListRequest;
import dev.textusinbox.provider.ProviderNotes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Gathers what the first page shows; while the database is away, what this instance knows by itself. */
@Singleton
class OverviewQuery {
    private static final ListRequest ALARMS = new ListRequest("alarms", ListRequest.NONE, 20);

    private final SourceQuery sources;
    private final HandlerQuery handlers;
    private final LedgerQuery ledger;
    private final Alarms alarms;
    private final Quarantine quarantine;
    private final ProviderNotes provider;
    private final Charts charts;

    OverviewQuery(
            SourceQuery sources,
            HandlerQuery handlers,
            LedgerQuery ledger,
            Alarms alarms,
            Quarantine quarantine,
            ProviderNotes provider,
            Charts charts) {
        this.sources = sources;
        this.handlers = handlers;
        this.ledger = ledger;
        this.alarms = alarms;
        this.quarantine = quarantine;
        this.provider = provider;
        this.charts = charts;
    }

    Overview look() {
        List<SourceStatus> known = sources.all();
        try {
            return look(known);
        } catch (RuntimeException e) {
            if (!DatabaseErrors.isUnavailable(e)) {
                throw e;
            }
            return withoutDatabase(known);
        }
    }

    private Overview look(List<SourceStatus> known) {
        List<HandlerStatus> all = handlers.all();
        Ledger counts = ledger.ledger();
        List<Warning> warnings =
                Warnings.of(known, all, alarms.page(ALARMS, true).items(), quarantine.open());
        Charts.Numbers numbers = charts.at(Instant.now());
        List<Overview.Finding> answers = Answers.of(known, all, counts, warnings);
        return new Overview(
                false, answers, warnings, known, provider.all(), all, counts, numbers.json(), numbers.byType());
    }

    private static Overview withoutDatabase(List<SourceStatus> known) {
        return new Overview(
                true,
                Answers.withoutDatabase(known),
                Warnings.of(known, List.of(), List.of(), 0),
                known,
                Map.of(),
                List.of(),
                new Ledger(List.of(), List.of()),
                "",
                List.of());
    }
}
