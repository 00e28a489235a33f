package dev.textusinbox.example;

import dev.textusinbox.handler.Delivery;
import dev.textusinbox.handler.EventHandler;
import dev.textusinbox.handler.Outcome;
import dev.textusinbox.log.Event;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

@Singleton
class WelcomeText implements EventHandler {
    private final Crm crm;

    WelcomeText(Crm crm) {
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
    public Outcome handle(Event event, Delivery delivery) throws IOException {
        return switch (crm.welcome(event.contact(), event.id())) {
            case 200, 201 -> Outcome.done();
            case 422 -> Outcome.giveUp("the CRM refuses this phone");
            case 429 -> Outcome.transientFailure("the CRM is busy", Duration.ofMinutes(1));
            default -> Outcome.transientFailure("the CRM failed");
        };
    }
}
