package dev.textusinbox.platform.settings;

import io.quarkus.runtime.ImageMode;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder.MappingBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which settings there are under {@code inbox.}: those that any feature's {@code @ConfigMapping} reads. */
public final class SettingNames implements SmallRyeConfigBuilderCustomizer {
    /** The root of all our settings. */
    static final String ROOT = "inbox.";

    /** As a variable of the environment. */
    static final String VARIABLE_ROOT = "INBOX_";

    /**
     * What Kubernetes and Docker's links put into the environment for a service or container whose name begins with
     * {@code inbox}: nobody's settings.
     */
    private static final Pattern OF_A_SERVICE = Pattern.compile("INBOX(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_\\w+)?"
            + "|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|NAME|ENV_\\w+)");

    private static MappingBuilder mappings;

    private final Set<String> names;
    private final Set<Pattern> variables;

    /** For the framework, which has it look at the configuration as it is made. */
    public SettingNames() {
        this(Set.of());
    }

    /** @param names with {@code *} for a name that an operator gives, and {@code [*]} for a place in a list */
    SettingNames(Set<String> names) {
        this.names = names;
        this.variables =
                names.stream().map(name -> Pattern.compile(variable(name))).collect(Collectors.toSet());
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        // A native build must not keep its own in the binary.
        if (ImageMode.current() != ImageMode.NATIVE_BUILD) {
            mappings = builder.getMappingsBuilder();
        }
    }

    /** Those of the configuration that was made last; asked for once, when all mappings are known. */
    static SettingNames known() {
        Set<String> names = new TreeSet<>();
        Set<ConfigClass> all = new HashSet<>(mappings.getMappings());
        all.addAll(mappings.getMappingsInstances().keySet());
        for (ConfigClass mapping : all) {
            // Whole names, the prefix included.
            mapping.getProperties().keySet().stream()
                    .filter(name -> name.startsWith(ROOT))
                    .forEach(names::add);
        }
        mappings = null;
        return new SettingNames(names);
    }

    /** Whether something reads it; {@code inbox.receive.deadline} or {@code INBOX_RECEIVE_DEADLINE}. */
    boolean has(String name) {
        return name.startsWith(VARIABLE_ROOT)
                ? OF_A_SERVICE.matcher(name).matches()
                        || variables.stream()
                                .anyMatch(known -> known.matcher(name).matches())
                : names.stream().anyMatch(known -> matches(new NameIterator(known), new NameIterator(name)));
    }

    private static boolean matches(NameIterator known, NameIterator name) {
        while (known.hasNext() && name.hasNext()) {
            String wanted = known.getNextSegment();
            String found = name.getNextSegment();
            boolean element = wanted.endsWith("[*]")
                    && found.matches(Pattern.quote(wanted.substring(0, wanted.length() - 3)) + "\\[\\d+]");
            if (!wanted.equals("*") && !element && !wanted.equals(found)) {
                return false;
            }
            known.next();
            name.next();
        }
        return !known.hasNext() && !name.hasNext();
    }

    /** MicroProfile Config's rule: what is no letter and no digit becomes an underscore. */
    private static String variable(String name) {
        StringBuilder form = new StringBuilder();
        for (char c : name.replace("[*]", "#").toCharArray()) {
            if (c == '*') {
                form.append("\\w+");
            } else if (c == '#') {
                form.append("_\\d+_?");
            } else {
                form.append(Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_');
            }
        }
        return form.toString();
    }
}
