package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
import dev.textusinbox.outbound.Post;
import java.util.Set;

/** Posts each event to a URL, byte for byte as it was received. */
final class ForwardHandler implements EventHandler {
    private final String name;
    private final ForwardReceiver receiver;

    ForwardHandler(String name, ForwardReceiver receiver) {
        this.name = name;
        this.receiver = receiver;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> types() {
        return receiver.target().types();
    }

    @Override
    public String kind() {
        return "forward";
    }

    @Override
    public String target() {
        return receiver.target().url().shown();
    }

    @Override
    public boolean isAwayAfterFailures() {
        return true;
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) throws InterruptedException {
        if (event.body() == null) {
            return Outcome.giveUp("the event has been erased");
        }
        Post post = receiver.post(event.body(), event.contentType(), delivery)
                .header("Inbox-Event-Id", Long.toString(event.id()))
                .header("Inbox-Event-Type", event.type())
                .header("Inbox-Source", event.source());
        if (event.contact() != null) {
            post.header("Inbox-Contact", event.contact());
        }
        return receiver.send(post, "evt_" + event.id(), event.body());
    }

    @Override
    public void stop() {
        receiver.close();
    }
}
