package dev.textusinbox.console;

import dev.textusinbox.alarm.AlarmQuery;
import dev.textusinbox.operate.HandlerQuery;
import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.Ledger;
import dev.textusinbox.operate.LedgerQuery;
import dev.textusinbox.operate.QuarantineQuery;
import dev.textusinbox.operate.SourceQuery;
import dev.textusinbox.operate.SourceStatus;
import dev.textusinbox.platform.DatabaseErrors;
import dev.textusinbox.platform.ListRequest;
import dev.textusinbox.provider.ProviderNotes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Gathers what the first page shows; while the database is away, what this instance knows by itself. */
@Singleton
class Glance {
    private static final ListRequest ALARMS = new ListRequest("alarms", ListRequest.NONE, 20);

    private final SourceQuery sources;
    private final HandlerQuery handlers;
    private final LedgerQuery ledger;
    private final AlarmQuery alarms;
    private final QuarantineQuery quarantine;
    private final ProviderNotes provider;
    private final Charts charts;

    Glance(
            SourceQuery sources,
            HandlerQuery handlers,
            LedgerQuery ledger,
            AlarmQuery alarms,
            QuarantineQuery quarantine,
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
        Ledger books = ledger.ledger();
        List<Warning> warnings =
                Warnings.of(known, all, alarms.page(ALARMS, true).items(), quarantine.open());
        Charts.Numbers numbers = charts.at(Instant.now());
        List<Overview.Answer> answers = Answers.of(known, all, books, warnings);
        return new Overview(
                false, answers, warnings, known, provider.all(), all, books, numbers.json(), numbers.byType());
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
