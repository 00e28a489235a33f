package dev.textusinbox.handler;

import java.util.Set;

/** What forwards have in common, whether they post one event at a time or many. */
abstract class Forward {
    final ForwardReceiver receiver;
    private final String name;

    Forward(String name, ForwardReceiver receiver) {
        this.name = name;
        this.receiver = receiver;
    }

    public final String name() {
        return name;
    }

    public final Set<String> types() {
        return receiver.target().types();
    }

    public final String kind() {
        return "forward";
    }

    public final String target() {
        return receiver.target().url().shown();
    }

    public final boolean isAwayAfterFailures() {
        return true;
    }

    public final void stop() {
        receiver.close();
    }
}
