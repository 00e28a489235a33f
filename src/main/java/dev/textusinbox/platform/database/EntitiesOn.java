package dev.textusinbox.platform.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * Entities for who has a connection already, and works by its own transactions or none: each statement goes out on that
 * connection, at once. Who has a JTA transaction uses a repository.
 */
@Singleton
public class EntitiesOn {
    private final SessionFactory factory;

    EntitiesOn(SessionFactory factory) {
        this.factory = factory;
    }

    /** Does the work; what the database says against it is thrown as JDBC would. */
    public void connection(Connection connection, Consumer<StatelessSession> work) throws SQLException {
        try (StatelessSession session = factory.openStatelessSession(connection)) {
            work.accept(session);
        } catch (JDBCException e) {
            throw e.getSQLException();
        }
    }
}
