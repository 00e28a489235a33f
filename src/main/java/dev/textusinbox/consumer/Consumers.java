package dev.textusinbox.consumer;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.dispatch.PullConsumers;
import dev.textusinbox.dispatch.PullConsumers.Registered;
import dev.textusinbox.handler.ConsumersConfig;
import dev.textusinbox.log.Control;
import dev.textusinbox.log.EventTypes;
import dev.textusinbox.log.Wakeups;
import dev.textusinbox.operate.handler.HandlerRemoval;
import dev.textusinbox.platform.database.DatabaseText;
import dev.textusinbox.platform.problem.ProblemException;
import dev.textusinbox.platform.request.Reason;
import dev.textusinbox.security.Audit;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes, changes and drops pull consumers, each with an entry in the audit log. */
@ApplicationScoped
class Consumers {
    private static final int MAX_TYPES = 100;
    private static final int MAX_TYPE_LENGTH = 512;
    private static final List<String> STARTS = List.of("beginning", "now");

    private final AgroalDataSource database;
    private final ConsumerRepository repository;
    private final HandlerRemoval removal;
    private final ConsumersConfig config;
    private final Audit audit;

    Consumers(
            AgroalDataSource database,
            ConsumerRepository repository,
            HandlerRemoval removal,
            ConsumersConfig config,
            Audit audit) {
        this.config = config;
        this.database = database;
        this.repository = repository;
        this.removal = removal;
        this.audit = audit;
    }

    /**
     * What one is to be.
     *
     * @param types those that it takes; none: all
     * @param start where it begins, {@code beginning} or {@code now}; none: as its settings say. Only the first time
     */
    public record ConsumerRequest(List<String> types, String start, String reason) {}

    /** @param isNew whether it was not there before */
    record MadeConsumer(ConsumerEntry consumer, boolean isNew) {}

    /** Makes it, or changes its types: a 400 for what is wrong, a 409 where a handler of another kind has the name. */
    @Transactional
    MadeConsumer put(String name, ConsumerRequest wanted) {
        if (!PullConsumers.isName(name)) {
            throw ProblemException.badParameter(
                    "name",
                    "It must be lowercase letters, digits and hyphens, 63 at most, and not begin with a hyphen.");
        }
        String reason = Reason.required(wanted.reason());
        List<String> types = types(wanted.types());
        String start =
                wanted.start() == null ? config.of(name).start().name().toLowerCase(Locale.ROOT) : wanted.start();
        if (!STARTS.contains(start)) {
            throw ProblemException.badParameter("start", "It must be beginning or now.");
        }
        boolean isNew;
        try (Connection connection = database.getConnection()) {
            Optional<Registered> before = PullConsumers.find(connection, name);
            if (before.isPresent() && before.get().isDropped()) {
                throw ProblemException.conflict("What had that name is being dropped: try again when that is done.");
            }
            if (before.isPresent() && !before.get().isPull()) {
                throw ProblemException.conflict(
                        "There is a handler of that name, a " + before.get().kind() + ".");
            }
            isNew = before.isEmpty();
            audit.record("consumer.put", name, reason, Map.of("types", types, "start", start));
            // Last, since it may hold the append lock.
            PullConsumers.register(connection, name, types, start.equals("now"));
            Wakeups.control(connection, Control.HANDLERS);
        } catch (SQLException e) {
            throw new IllegalStateException("a consumer could not be made", e);
        }
        return new MadeConsumer(repository.one(name).orElseThrow(Consumers::unknown), isNew);
    }

    private static List<String> types(List<String> wanted) {
        if (wanted == null) {
            return List.of();
        }
        if (wanted.size() > MAX_TYPES || wanted.stream().anyMatch(type -> type == null || !isType(type))) {
            throw ProblemException.badParameter("types", "It must list up to 100 event types of 1 to 512 characters.");
        }
        return wanted.stream()
                .map(DatabaseText::of)
                .map(EventTypes::canonical)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isType(String type) {
        return !type.isBlank() && type.length() <= MAX_TYPE_LENGTH;
    }

    /** Drops it with all that is left of it; where that takes longer, the order that does it. */
    @Transactional
    Optional<BulkEntry> drop(String name, String reason) {
        if (repository.one(name).isEmpty()) {
            throw unknown();
        }
        return removal.drop(name, reason);
    }

    static ProblemException unknown() {
        return ProblemException.notFound("There is no such consumer.");
    }
}
