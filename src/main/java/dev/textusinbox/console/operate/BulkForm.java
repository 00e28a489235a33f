package dev.textusinbox.console.operate;

/**
 * What a bulk order would be for, before it is given.
 *
 * @param action retry or discard
 * @param failure the group of failures that it is for; null for all
 * @param cause of that group
 * @param count how many there are now
 * @param blocked how many wait behind others with it
 */
public record BulkForm(
        String action, String handler, String state, String failure, String cause, long count, long blocked) {
    public boolean isRetry() {
        return action.equals("retry");
    }
}
