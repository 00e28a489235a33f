package dev.textusinbox.console.operate;

/**
 * What a bulk order would be for, before it is given.
 *
 * @param action retry or discard
 * @param count how many are in that state with the handler now
 * @param blocked how many wait behind others with it
 */
public record BulkForm(String action, String handler, String state, long count, long blocked) {
    public boolean isRetry() {
        return action.equals("retry");
    }
}
