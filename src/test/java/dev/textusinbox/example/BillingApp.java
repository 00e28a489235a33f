package dev.textusinbox.example;

import dev.textusinbox.client.ConsumeOptions;
import dev.textusinbox.client.Consumption;
import dev.textusinbox.client.Inbox;
import dev.textusinbox.client.PulledEvent;
import java.net.URI;
import java.time.Duration;

/** An app in plain Java that consumes events; what it has on its class path besides is Jackson. docs/consumers.md shows its like. */
public final class BillingApp {
    private BillingApp() {}

    public static void main(String... args) throws InterruptedException {
        Inbox inbox = Inbox.at(URI.create(System.getenv("INBOX")), System.getenv("KEY"));
        ConsumeOptions options = ConsumeOptions.DEFAULT.withMax(40).withLease(Duration.ofSeconds(5));
        Consumption billing = inbox.consume(System.getenv("CONSUMER"), options, BillingApp::bill);
        Runtime.getRuntime().addShutdownHook(new Thread(billing::close));
        billing.await();
    }

    private static void bill(PulledEvent event) throws InterruptedException {
        Thread.sleep(20);
        if (event.attempt() == 1 && event.payload().at("/message/body").asText().equals("flaky")) {
            throw new IllegalStateException("the first time it fails");
        }
        System.out.println("billed " + event.id() + " " + event.contact());
    }
}
