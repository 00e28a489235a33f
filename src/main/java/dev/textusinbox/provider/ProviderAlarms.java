package dev.textusinbox.provider;

import dev.textusinbox.alarm.AlarmSource;
import dev.textusinbox.platform.database.Sql;
import dev.textusinbox.platform.request.Instants;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the watcher noted: an integration that the provider has stopped, and one that differs from the settings. */
@Singleton
class ProviderAlarms {
    private static final String UNHEALTHY = """
            SELECT source, unhealthy_since AS since, NULL AS drift FROM provider_integration
             WHERE unhealthy_since IS NOT NULL AND source = ANY (?)""";

    private static final String DRIFT = """
            SELECT source, drift_since AS since, drift FROM provider_integration
             WHERE drift_since IS NOT NULL AND source = ANY (?)""";

    private final ProviderSettings settings;

    ProviderAlarms(ProviderSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    AlarmSource unhealthy() {
        return new Noted(
                "provider-unhealthy",
                settings,
                UNHEALTHY,
                drift -> "It saves all events and sends nothing but one attempt an hour, without end; the first that is"
                        + " answered 2xx brings all that was saved. So the next comes within the hour, and nothing is lost"
                        + " meanwhile. See what /webhooks answers through the proxy.");
    }

    @Produces
    @Singleton
    AlarmSource drift() {
        return new Noted(
                "provider-drift",
                settings,
                DRIFT,
                drift -> drift + " Apply your settings: on the console's page Provider, or by PUT"
                        + " /admin/integrations/{source}.");
    }

    private record Noted(String kind, ProviderSettings settings, String sql, UnaryOperator<String> telling)
            implements AlarmSource {
        @Override
        public List<Finding> look(Connection connection) throws SQLException {
            List<String> watched =
                    settings.all().stream().map(WatchedSource::name).toList();
            return Sql.list(
                    connection,
                    sql,
                    row -> new Finding(
                            row.getString("source"), Instants.of(row, "since"), telling.apply(row.getString("drift"))),
                    Sql.texts(watched));
        }
    }
}
