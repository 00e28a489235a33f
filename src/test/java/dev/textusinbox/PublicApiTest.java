package dev.textusinbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other projects compile against is as it was in the last release. */
class PublicApiTest {
    private static final Path RELEASED = Path.of("src/test/resources/public-api.txt");
    private static final Path NOW = Path.of("target/public-api.txt");
    private static final Set<String> WHOLE_PACKAGES = Set.of("dev.textusinbox.client", "dev.textusinbox.testkit");

    @Test
    void whatIsPromisedIsThereAndWhatIsNewIsWrittenDown() throws IOException {
        Set<String> now = new TreeSet<>();
        new ClassFileImporter()
                .importPaths(Path.of("target/classes"), Path.of("target/test-classes"))
                .forEach(type -> {
                    if (isPromised(type)) {
                        lines(type).forEach(now::add);
                    }
                });
        assertTrue(now.size() > 100, "found: " + now.size());
        Files.write(NOW, now);
        Set<String> released = new TreeSet<>(Files.readAllLines(RELEASED));
        Set<String> gone = new TreeSet<>(released);
        gone.removeAll(now);
        assertEquals(Set.of(), gone, "others are compiled against these: they stay");
        Set<String> added = new TreeSet<>(now);
        added.removeAll(released);
        assertEquals(Set.of(), added, "copy " + NOW + " to " + RELEASED + ": from then on they are promised");
    }

    private static boolean isPromised(JavaClass type) {
        return isVisible(type)
                && (WHOLE_PACKAGES.contains(type.getPackageName())
                        || outermost(type).isAnnotatedWith(PublicApi.class));
    }

    /** All around it are public too. */
    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAnonymousClass()
                && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PublicApiTest::outermost).orElse(type);
    }

    private static Stream<String> lines(JavaClass type) {
        String name = type.getName();
        Stream<String> supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .map(each -> name + " is a " + each.getName());
        Stream<String> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(member -> !isOfEveryRecord(type, member))
                .map(PublicApiTest::line);
        return Stream.concat(Stream.of(name), Stream.concat(supertypes, members));
    }

    /** What the client answers with is made by the client alone, and gets members as the API does. */
    private static boolean isOfEveryRecord(JavaClass type, JavaMember member) {
        boolean isMade =
                member instanceof JavaConstructor && type.getPackageName().equals("dev.textusinbox.client");
        return type.isRecord()
                && (isMade || Set.of("equals", "hashCode", "toString").contains(member.getName()));
    }

    /** An interface's method that must be implemented is another promise than one that has a default. */
    private static String line(JavaMember member) {
        String must = member.getModifiers().contains(JavaModifier.ABSTRACT) ? " abstract" : "";
        String is = member.getModifiers().contains(JavaModifier.STATIC) ? " static" : "";
        String gives = member instanceof JavaCodeUnit code
                ? code.getRawReturnType().getName()
                : ((JavaField) member).getRawType().getName();
        return member.getFullName() + must + is + ": " + gives;
    }
}
