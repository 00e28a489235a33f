package dev.textusinbox.platform.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a JDBC URL is one of PostgreSQL that can be tried; the driver itself says so on each attempt, with the URL. */
public final class JdbcUrls {
    private static final String HOST = "(\\[[0-9a-fA-F:.%]+]|[^\\[\\]:/,?&]*)";
    private static final Pattern SERVER = Pattern.compile(HOST + "(?::(\\d{1,5}))?");
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(?://([^/?]*)(?:/[^?]*)?|/?|[^/?][^?]*)(\\?.*)?");
    private static final int MAX_PORT = 65_535;

    private JdbcUrls() {}

    public static boolean isUsable(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return false;
        }
        if (parts.group(1) == null) {
            return true;
        }
        for (String server : parts.group(1).split(",", -1)) {
            Matcher hostAndPort = SERVER.matcher(server);
            if (!hostAndPort.matches() || !isPort(hostAndPort.group(2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String port) {
        return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT);
    }
}
