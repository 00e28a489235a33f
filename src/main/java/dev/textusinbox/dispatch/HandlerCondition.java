package dev.textusinbox.dispatch;

import dev.textusinbox.handler.CallWindow;

/**
 * Why a handler is not called on an instance, though it is to run: as it stands in the database and in
 * {@code GET /admin/handlers}.
 *
 * @param state stuck, waiting for its other side, outside-window, or running where its rate holds events up
 */
record HandlerCondition(String state, String reason) {
    static HandlerCondition stuck(String reason) {
        return new HandlerCondition("stuck", reason);
    }

    static HandlerCondition waiting(String reason) {
        return new HandlerCondition("waiting", reason);
    }

    static HandlerCondition outside(CallWindow window) {
        return new HandlerCondition("outside-window", "it is called " + window);
    }

    static HandlerCondition held(CallRate rate) {
        return new HandlerCondition("running", "events wait for its rate of " + rate + " calls a second");
    }

    boolean isStuck() {
        return state.equals("stuck");
    }
}
