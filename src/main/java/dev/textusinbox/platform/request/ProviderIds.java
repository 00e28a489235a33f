package dev.textusinbox.platform.request;

import dev.textusinbox.platform.database.StoredText;
import java.util.Optional;

/** The provider's ids come as links ({@code /messages/6Nvq9L}); the log keeps the last segment, and so do callers. */
public final class ProviderIds {

    private ProviderIds() {}

    /** The id without its path; empty where there is none. */
    public static Optional<String> bare(String idOrLink) {
        String id = lastSegment(idOrLink);
        return id.isBlank() || id.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(id);
    }

    /** The id without its path, as the log keeps it; empty where there is none. */
    public static Optional<String> sought(String idOrLink) {
        return bare(idOrLink).map(StoredText::sought);
    }

    /** The id of a link that the provider sent, as the log keeps it; null where there is none. */
    public static String stored(String idOrLink) {
        return idOrLink == null ? null : StoredText.of(lastSegment(idOrLink));
    }

    private static String lastSegment(String idOrLink) {
        int end = idOrLink.endsWith("/") ? idOrLink.length() - 1 : idOrLink.length();
        return idOrLink.substring(idOrLink.lastIndexOf('/', end - 1) + 1, end);
    }
}
