package dev.textusinbox.operate;

import dev.textusinbox.dispatch.HandlerControl;
import dev.textusinbox.platform.ProblemException;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Pauses and resumes handlers, with an entry in the book. */
@ApplicationScoped
public class HandlerSwitch {
    private final AgroalDataSource database;
    private final Audit audit;
    private final HandlerQuery handlers;

    HandlerSwitch(AgroalDataSource database, Audit audit, HandlerQuery handlers) {
        this.database = database;
        this.audit = audit;
        this.handlers = handlers;
    }

    /** Stops calling it; a 404 where there is none. */
    @Transactional
    public HandlerStatus pause(String name, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(connection, HandlerControl.pause(connection, name, reason), "handler.pause", name, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a handler could not be paused", e);
        }
    }

    /** Lets it go on where it stopped; a 404 where there is none. */
    @Transactional
    public HandlerStatus resume(String name, String reason) {
        try (Connection connection = database.getConnection()) {
            return done(connection, HandlerControl.resume(connection, name), "handler.resume", name, reason);
        } catch (SQLException e) {
            throw new IllegalStateException("a handler could not be resumed", e);
        }
    }

    private HandlerStatus done(Connection connection, boolean known, String action, String name, String reason)
            throws SQLException {
        if (!known) {
            throw ProblemException.notFound("There is no such handler.");
        }
        audit.record(connection, action, name, reason, Map.of());
        return handlers.one(name).orElseThrow();
    }
}
