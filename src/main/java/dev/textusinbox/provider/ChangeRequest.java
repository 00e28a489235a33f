package dev.textusinbox.provider;

/**
 * What an operator asks for; anything may be missing.
 *
 * @param dryRun only to be told what would change
 */
public record ChangeRequest(String reason, Boolean dryRun) {
    boolean isDryRun() {
        return dryRun != null && dryRun;
    }

    /**
     * What the provider is to sign with.
     *
     * @param position in the settings' list, from 0, which is the current one
     */
    public record Rotate(String reason, Integer position) {}
}
