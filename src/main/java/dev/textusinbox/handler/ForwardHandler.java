package dev.textusinbox.handler;

import dev.textusinbox.log.Event;
import dev.textusinbox.outbound.Post;

/** Posts each event to a URL, byte for byte as it was received. */
final class ForwardHandler extends Forward implements EventHandler {
    ForwardHandler(String name, ForwardReceiver receiver) {
        super(name, receiver);
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
}
