package dev.textusinbox.operate.loglevel;

import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.security.Audit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Switches what this instance logs until its end, with an entry in the audit log. */
@Singleton
class LogLevels {
    private static final String CATEGORY = "[A-Za-z0-9_$.-]{1,200}";

    private final Audit audit;
    private final Map<String, Switched> switched = new TreeMap<>();

    /**
     * @param logger held, or its level would go with it when it is collected
     * @param before null: that of the category above
     */
    private record Switched(Logger logger, Level before) {}

    LogLevels(Audit audit) {
        this.audit = audit;
    }

    /** Those that were switched, by category. */
    synchronized List<LogLevel> all() {
        return switched.entrySet().stream()
                .map(each -> new LogLevel(
                        each.getKey(), each.getValue().logger().getLevel().getName()))
                .toList();
    }

    /** A 400 where something is wrong with it. */
    synchronized LogLevel set(String category, LogLevelChange change) {
        String level = LogLevelChange.checked(change);
        if (!category.matches(CATEGORY)) {
            throw ProblemException.badParameter("category", "It must be the name of a package or class.");
        }
        audit.record("log.level", category, change.reason(), Map.of("level", level));
        Switched here = switched.computeIfAbsent(category, LogLevels::untouched);
        here.logger().setLevel(org.jboss.logmanager.Level.parse(level));
        return new LogLevel(category, level);
    }

    /** As it was at the start; a 404 where it is so. */
    synchronized void reset(String category, String reason) {
        Switched here = switched.get(category);
        if (here == null) {
            throw ProblemException.notFound("That level has not been switched.");
        }
        audit.record("log.reset", category, reason, Map.of());
        here.logger().setLevel(here.before());
        switched.remove(category);
    }

    private static Switched untouched(String category) {
        Logger logger = Logger.getLogger(category);
        return new Switched(logger, logger.getLevel());
    }
}
