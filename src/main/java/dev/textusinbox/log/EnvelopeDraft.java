package dev.textusinbox.log;

/** What has been found of an envelope so far, as it stands in the body. */
final class EnvelopeDraft {
    String action;
    String id;
    String timestamp;
    String conversation;
    String message;
    String call;
    String contact;
    String opt;
    String account;
    String phone;
    private int phoneRank = Integer.MAX_VALUE;

    /** A top-level string that stands for an object. */
    void link(String field, String value) {
        switch (field) {
            case "conversation" -> conversation = value;
            case "message" -> message = value;
            case "phoneCall" -> call = value;
            case "contact" -> contact = value;
            case "optOut", "optIn" -> opt = value;
            case "account" -> account = value;
            case "phoneNumber" -> phone(value, 6);
            default -> {}
        }
    }

    /** Whether {@link #text} would look at the value. */
    static boolean wants(int depth, String field) {
        return switch (field) {
            case "phoneNumber" -> true;
            case "id", "account", "conversation" -> depth == 1;
            default -> false;
        };
    }

    /** A string in the object or array that is called {@code top}, so deep in it. */
    void text(String top, int depth, String field, String value) {
        switch (field) {
            case "phoneNumber" -> phone(value, rank(top));
            case "id" -> {
                if (depth == 1) {
                    link(top, value);
                }
            }
            case "account" -> {
                if (depth == 1) {
                    account = value;
                }
            }
            case "conversation" -> {
                if (depth == 1 && conversation == null) {
                    conversation = value;
                }
            }
            default -> {}
        }
    }

    private void phone(String value, int rank) {
        if (rank < phoneRank && !value.isBlank()) {
            phone = value;
            phoneRank = rank;
        }
    }

    private static int rank(String top) {
        return switch (top) {
            case "conversation" -> 0;
            case "optOut", "optIn" -> 1;
            case "contact" -> 2;
            case "phoneCall" -> 3;
            case "message" -> 4;
            default -> 5;
        };
    }
}
