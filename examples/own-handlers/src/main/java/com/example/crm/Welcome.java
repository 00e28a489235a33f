package com.example.crm;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Set;

/** Tells the CRM of each contact that opts in. */
@Singleton
class Welcome implements EventHandler {
    private final Crm crm;

    Welcome(Crm crm) {
        this.crm = crm;
    }

    @Override
    public String name() {
        return "welcome";
    }

    @Override
    public Set<String> types() {
        return Set.of("contact.opted_in");
    }

    @Override
    public Outcome handle(Event event, Delivery delivery) throws IOException, InterruptedException {
        int status = crm.welcome(event.contact(), event.id());
        if (status < 300) {
            return Outcome.done();
        }
        return status < 500
                ? Outcome.retry("the CRM refuses it: HTTP " + status)
                : Outcome.transientFailure("the CRM failed: HTTP " + status);
    }
}
