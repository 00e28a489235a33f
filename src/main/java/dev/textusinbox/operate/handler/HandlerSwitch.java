package dev.textusinbox.operate.handler;

import dev.textusinbox.log.Control;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Pauses and resumes handlers, with an entry in the audit log; every instance obeys within a second of the commit. */
@ApplicationScoped
public class HandlerSwitch implements PanacheRepositoryBase<StoredHandler, String> {
    private final Audit audit;
    private final HandlerQuery handlers;

    HandlerSwitch(Audit audit, HandlerQuery handlers) {
        this.audit = audit;
        this.handlers = handlers;
    }

    /** Stops calling it, what is in hand ends; a 404 where there is none. */
    @Transactional
    public HandlerStatus pause(String name, String reason) {
        int known = update("state = 'paused', pausedReason = ?1 where name = ?2", reason, name);
        return done(known == 1, "handler.pause", name, reason);
    }

    /** Lets it go on where it stopped; a 404 where there is none. */
    @Transactional
    public HandlerStatus resume(String name, String reason) {
        int known = update("state = 'running', pausedReason = null where name = ?1", name);
        return done(known == 1, "handler.resume", name, reason);
    }

    private HandlerStatus done(boolean known, String action, String name, String reason) {
        if (!known) {
            throw ProblemException.notFound("There is no such handler.");
        }
        audit.record(action, name, reason, Map.of());
        getSession().doWork(connection -> Wakeups.control(connection, Control.HANDLERS));
        return handlers.one(name).orElseThrow();
    }
}
