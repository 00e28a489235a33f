package dev.textusinbox.gate;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The modes that operators have set, for all instances and over restarts. */
@ApplicationScoped
public class SourceModes implements PanacheRepositoryBase<SourceGate, String> {
    /** The gate keeper adds rows too. */
    private static final String SET = """
            insert into SourceGate (name, mode) values (:name, :mode)
            on conflict (name) do update set mode = excluded.mode""";

    /** Sets an operator's mode; every instance obeys within a second of the commit. */
    @Transactional
    public void set(String source, Mode mode) {
        getSession()
                .createMutationQuery(SET)
                .setParameter("name", source)
                .setParameter("mode", mode.word())
                .executeUpdate();
        getSession().doWork(connection -> Wakeups.control(connection, Control.GATES));
    }
}
