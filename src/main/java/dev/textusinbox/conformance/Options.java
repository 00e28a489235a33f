package dev.textusinbox.conformance;

import dev.textusinbox.platform.http.HttpUrl;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command was given.
 *
 * @param fault null: nothing of the receiver is to be broken
 */
record Options(URI url, String secret, Fault fault) {
    static final String USAGE = """
            Plays the provider against a receiver, and says what each answer would have cost. It sends made-up events: give
            it a source of its own.

              conformance --url <webhook URL> --secret <webhook secret> [--break <command> --mend <command>]

            --break  takes the receiver's database away, such as 'ssh db systemctl stop postgresql'
            --mend   brings it back; both must return when it is done
            Ends with 0 if all rules are kept, 1 if not, 2 if it could not be tried.""";

    private static final Set<String> KNOWN = Set.of("--url", "--secret", "--break", "--mend");

    /** @throws IllegalArgumentException saying what is wrong */
    static Options read(List<String> args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.size(); i += 2) {
            String name = args.get(i);
            if (!KNOWN.contains(name) || i + 1 == args.size() || given.put(name, args.get(i + 1)) != null) {
                throw new IllegalArgumentException("can't be understood: " + name);
            }
        }
        if (!given.containsKey("--url") || !given.containsKey("--secret")) {
            throw new IllegalArgumentException("--url and --secret are needed");
        }
        if (given.containsKey("--break") != given.containsKey("--mend")) {
            throw new IllegalArgumentException("--break and --mend go together");
        }
        Fault fault = given.containsKey("--break") ? Fault.commands(given.get("--break"), given.get("--mend")) : null;
        return new Options(url(given.get("--url")), given.get("--secret"), fault);
    }

    private static URI url(String given) {
        try {
            return HttpUrl.of(given).uri();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--url " + e.getMessage(), e);
        }
    }
}
