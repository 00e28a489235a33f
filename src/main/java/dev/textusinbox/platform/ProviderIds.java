package dev.textusinbox.platform;

import java.util.Optional;

/** The provider's ids come as links ({@code /messages/6Nvq9L}); the log keeps the last segment, and so do callers. */
public final class ProviderIds {

    private ProviderIds() {}

    /** The id without its path; empty where there is none. */
    public static Optional<String> bare(String idOrLink) {
        int end = idOrLink.endsWith("/") ? idOrLink.length() - 1 : idOrLink.length();
        String id = idOrLink.substring(idOrLink.lastIndexOf('/', end - 1) + 1, end);
        return id.isBlank() || id.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(id);
    }
}
