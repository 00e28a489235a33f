package dev.textusinbox.provider;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the watcher's last look at each integration has found; nobody else is asked. */
@Singleton
public class ProviderNotes {
    private final IntegrationRepository rows;
    private final ProviderSettings settings;

    ProviderNotes(IntegrationRepository rows, ProviderSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    /**
     * One note.
     *
     * @param checkedAt when the provider last answered; null: not yet
     * @param error why it did not at the last look; null: it did
     * @param unhealthySince since when the integration is seen marked failed, or null
     * @param driftSince since when it is seen to differ from the settings, or null
     */
    public record Note(Instant checkedAt, String error, Instant unhealthySince, Instant driftSince) {}

    /** By source, those that are watched. */
    public Map<String, Note> all() {
        Map<String, Note> notes = new TreeMap<>();
        rows.of(settings.all().stream().map(WatchedSource::name).toList())
                .forEach(row -> notes.put(
                        row.source, new Note(row.checkedAt, row.checkError, row.unhealthySince, row.driftSince)));
        return notes;
    }
}
