package dev.textusinbox.platform.database;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * The migrations of the inbox, and those that a project with handlers of its own brings along: side by side, each with a history of
 * its own, so that neither needs to know the other's numbers.
 */
@Singleton
public class Migrations {
    private static final String INBOX = "db/migration/";
    private static final String HANDLERS = "db/handlers/";
    private static final String HANDLERS_HISTORY = "flyway_handlers_history";

    private final Flyway inbox;
    /** Null: the project has none. */
    private final Flyway handlers;

    @Inject
    Migrations(Flyway all) {
        // Classes are the project's alone.
        this(within(INBOX, all).javaMigrationClassProvider(List::of).load(), ofHandlers(all));
    }

    private Migrations(Flyway inbox, Flyway handlers) {
        this.inbox = inbox;
        this.handlers = handlers;
    }

    /** Of the inbox alone. */
    static Migrations ofInbox(Flyway inbox) {
        return new Migrations(inbox, null);
    }

    private static Flyway ofHandlers(Flyway all) {
        FluentConfiguration found = within(HANDLERS, all);
        if (found.getResourceProvider().getResources("", new String[] {".sql"}).isEmpty()
                && found.getJavaMigrationClassProvider().getClasses().isEmpty()) {
            return null;
        }
        // The inbox's tables are there already.
        return found.table(HANDLERS_HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static FluentConfiguration within(String folder, Flyway all) {
        Configuration found = all.getConfiguration();
        return Flyway.configure()
                .configuration(found)
                .resourceProvider(new Folder(folder, found.getResourceProvider()));
    }

    /** Brings the inbox's tables up to date, and says how many migrations that took. */
    int migrateInbox() {
        return inbox.migrate().migrationsExecuted;
    }

    /**
     * Brings the tables of the project's own handlers up to date, where it has any; to be called when the inbox's are there.
     *
     * @throws org.flywaydb.core.api.FlywayException if one of them fails
     */
    public void migrateHandlers() {
        if (handlers != null) {
            handlers.migrate();
        }
    }

    /** Those of the migrations that lie in one folder. */
    private record Folder(String path, ResourceProvider all) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return all.getResource(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.getResources(prefix, suffixes).stream()
                    .filter(each -> each.getAbsolutePath().startsWith(path))
                    .toList();
        }
    }
}
