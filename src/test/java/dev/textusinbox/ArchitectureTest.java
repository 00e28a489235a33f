package dev.textusinbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. A new arrow is a decision. */
class ArchitectureTest {

    private static final String ROOT = "dev.textusinbox.";
    private static final JavaClasses OURS = new ClassFileImporter().importPath(Path.of("target/classes"));

    /** From the bottom up: each package with those that it may need, all of them above it. */
    private static final Map<String, Set<String>> ARROWS = arrows("""
            platform:
            client:
            failure:
            openapi:
            outbound: platform
            security: platform
            log: platform
            trace: log platform
            bulk: log platform security
            handler: log outbound platform trace
            history: log platform security
            relay: handler log platform trace
            dispatch: failure handler log platform trace
            simulator: handler log platform
            conformance: platform simulator
            # Whoever knows of a problem raises an alarm, so alarms know nobody; the handlers' signer signs what they post.
            alarm: handler outbound platform
            gate: alarm log platform security
            provider: alarm log platform security
            receive: gate log platform trace
            replay: dispatch history log platform security
            retention: bulk dispatch log platform replay security
            operate: alarm bulk dispatch failure gate log platform security
            consumer: bulk dispatch handler history log operate platform security
            reconciliation: alarm gate history platform provider
            # It shows every package, and nothing but the program itself stands above it.
            console: alarm bulk gate history log operate platform provider reconciliation replay retention security simulator
            """);

    /** The same for the packages within a large one. */
    private static final Map<String, Map<String, Set<String>>> WITHIN = Map.of(
            "platform", arrows("""
                    failure:
                    http:
                    process: failure
                    database: failure http process
                    embedded: database process
                    settings: database embedded
                    phone: database settings
                    problem: database failure
                    request: database problem
                    """),
            "history", arrows("""
                    query:
                    event: query
                    contact: query
                    count: query
                    follow: event
                    """),
            "operate", arrows("""
                    handler:
                    loglevel:
                    quarantine:
                    source:
                    failure: handler
                    redelivery: failure handler
                    """),
            "console", arrows("""
                    page:
                    history: page
                    operate: page
                    overview: page
                    provider: page
                    """));

    @Test
    void everyPackageNeedsWhatItMayNeedAndNothingElse() {
        assertEquals(ARROWS, drawn(ROOT));
        WITHIN.forEach((name, arrows) -> assertEquals(arrows, drawn(ROOT + name + "."), name));
    }

    @Test
    void noArrowRunsBackUp() {
        Stream.concat(Stream.of(ARROWS), WITHIN.values().stream()).forEach(picture -> {
            Set<String> above = new HashSet<>();
            picture.forEach((name, needed) -> {
                assertTrue(above.containsAll(needed), name + " needs what is not above it: " + needed);
                above.add(name);
            });
        });
    }

    /** So the page that tells where things are is right after a renaming, too. */
    @Test
    void everyTypeNamedOnThePageOfTheArchitectureIsThere() throws IOException {
        Set<String> types = OURS.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        types.add(ArchitectureTest.class.getSimpleName());
        Matcher named = Pattern.compile("`(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)")
                .matcher(Files.readString(Path.of("docs/architecture.md")));
        Set<String> missing = new TreeSet<>();
        int found = 0;
        while (named.find()) {
            found++;
            if (!types.contains(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(found > 50, "types named: " + found);
    }

    private static Map<String, Set<String>> arrows(String text) {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(": ?", 2))
                .forEach(line -> arrows.put(line[0], line[1].isEmpty() ? Set.of() : Set.of(line[1].split(" "))));
        return arrows;
    }

    /** What the packages below {@code root} need of each other; one without a class has no line. */
    private static Map<String, Set<String>> drawn(String root) {
        Map<String, Set<String>> drawn = new TreeMap<>();
        for (JavaClass type : OURS) {
            if (type.getPackageName().startsWith(root)) {
                Set<String> needed = drawn.computeIfAbsent(part(root, type), name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith(root))
                        .map(target -> part(root, target))
                        .filter(target -> !target.equals(part(root, type)))
                        .forEach(needed::add);
            }
        }
        return drawn;
    }

    private static String part(String root, JavaClass type) {
        return type.getPackageName().substring(root.length()).split("\\.", 2)[0];
    }

    /** So what a span may hold is decided in one place. */
    @Test
    void onlyTheTracesKnowOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "trace..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", "io.quarkus.opentelemetry..")
                .check(OURS);
    }

    /**
     * A thread of nobody's ends quietly: what must run for ever is a Loop, what comes and ends runs in Workers. Netty's event loops
     * go on by themselves whatever is thrown on them. The client's run in other programs.
     */
    @Test
    void noThreadIsMadeBesideLoopsAndWorkers() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        ROOT.replace(".", "\\.")
                                + "(platform\\.process\\.(Loop|Workers|ProcessExit)|outbound\\.OutboundHttp|client\\.Consumption)(\\$.*)?")
                .should(ArchConditions.callConstructorWhere(describe(
                                "makes a thread or pool",
                                call -> call.getTargetOwner().isAssignableTo(Thread.class)
                                        || call.getTargetOwner().isAssignableTo(Timer.class)
                                        || call.getTargetOwner().isAssignableTo(ExecutorService.class)))
                        .or(ArchConditions.callMethodWhere(describe(
                                "makes a thread or pool",
                                call -> call.getTargetOwner().isEquivalentTo(Executors.class)
                                        || (call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                                                && call.getName().endsWith("Async"))))))
                .check(OURS);
    }
}
