package dev.textusinbox.console.page;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of pages with parameters. */
public final class Addresses {
    private Addresses() {}

    /** The page with these parameters, one of them replaced; null where the value is null: there is no such page. */
    public static String with(String path, Map<String, List<String>> parameters, String name, String value) {
        if (value == null) {
            return null;
        }
        Map<String, List<String>> all = new LinkedHashMap<>(parameters);
        all.put(name, List.of(value));
        return of(path, all);
    }

    /** An answer that leads there. Without a host: behind a proxy only the browser knows which. */
    public static Response.ResponseBuilder see(String address) {
        return Response.status(Response.Status.SEE_OTHER).header("Location", address);
    }

    public static String of(String path, Map<String, List<String>> parameters) {
        String query = parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + '=' + encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + '?' + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
