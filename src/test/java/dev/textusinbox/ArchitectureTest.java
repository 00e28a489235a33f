package dev.textusinbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of DESIGN's picture: who may know whom. A new one is a decision. */
class ArchitectureTest {

    private static final String ROOT = "dev.textusinbox.";
    private static final JavaClasses OURS = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching(ROOT + "(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receive", "console", "retention"})
    void nothingNeedsARoomAtTheEdge(String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + room + "..")
                .and()
                // It shows and presses the buttons of every room, but takes no deliveries.
                .resideOutsideOfPackage(room.equals("receive") ? "" : ROOT + "console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + room + "..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest
    @CsvSource({
        "platform, ''",
        "log, platform",
        "trace, log platform",
        "handler, log platform trace",
        "dispatch, handler log platform security trace",
        "relay, handler log platform trace",
        // Whoever knows of trouble raises an alarm, so alarms know nobody; the handler's signer signs what they post.
        "alarm, handler platform security",
        "provider, alarm log platform security",
    })
    void aRoomNeedsOnlyWhatIsBelowIt(String room, String below) {
        Set<String> allowed =
                Set.copyOf(Arrays.asList((room + " " + below).strip().split(" +")));
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(describe(
                        "are in none of " + allowed, target -> isOurs(target) && !allowed.contains(room(target))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** So what a span may hold is decided in one place. */
    @Test
    void onlyTheRoomForTracesKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "trace..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", "io.quarkus.opentelemetry..")
                .check(OURS);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
