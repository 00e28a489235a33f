package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.textusinbox.simulator.SimulatedDelivery;
import dev.textusinbox.simulator.SimulatedIntegrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes a picture of each of the console's pages, with something on it; {@code bench/screenshots.sh} runs it. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+", disabledReason = "it is for bench/screenshots.sh")
class ScreenshotsIT {
    private static final Path TO = Path.of(System.getProperty("screenshots", "target/screenshots"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EVENTS = 400;
    private static final int CONTACTS = 12;
    private static final String SEEN = "+13035550142";
    private static final String HOSTILE =
            "<script>alert(1)</script> \\u202Eolleh \\u0645\\u0631\\u062d\\u0628\\u0627 " + "long".repeat(60);

    @Test
    void theFirstVisit() {
        try (InboxProcess program = InboxProcess.with(Map.of()).start();
                Browser browser = Browser.at(program.uri())) {
            shoot(windows(browser), Map.of("first-overview", "", "first-events", "/events", "first-failed", "/failed"));
            Page page = browser.window(400, ColorScheme.LIGHT);
            page.navigate("/console/sign-in");
            page.screenshot(new Page.ScreenshotOptions().setPath(TO.resolve("sign-in-light-400.png")));
        }
    }

    @Test
    void anOutageOfTheDatabase() throws Exception {
        try (PostgresServer database = PostgresServer.create();
                InboxProcess program = InboxProcess.with(database.settings()).start();
                Browser browser = Browser.at(program.uri())) {
            program.client().post(Deliveries.message(SEEN, "before"));
            List<Page> windows = windows(browser);
            database.stop();
            await("a delivery is refused")
                    .atMost(SOON)
                    .until(() -> program.client()
                                    .post(Deliveries.message(SEEN, "meanwhile"))
                                    .statusCode()
                            == 504);
            shoot(windows, Map.of("outage-overview", "", "outage-events", "/events"));
        }
    }

    @Test
    void everyPage() throws Exception {
        try (RecordingSink sink = RecordingSink.open();
                SimulatedIntegrations provider = SimulatedIntegrations.open(0, "pupstar-primary", "a-token");
                InboxProcess program =
                        InboxProcess.with(settings(sink, provider)).start();
                Browser browser = Browser.at(program.uri())) {
            sink.answer(forward -> new String(forward.body(), UTF_8).contains("invoice") ? 500 : 200);
            InboxClient inbox = program.client();
            fill(inbox);
            await("something has gone wrong")
                    .atMost(SOON)
                    .until(() -> !inbox.json("/admin/redeliveries?state=dead")
                            .get("items")
                            .isEmpty());
            inbox.put("/admin/integrations/textus", "{\"reason\":\"set up\"}");
            String integration = provider.integrations().get(0).get("id").asText();
            provider.edit(integration, it -> it.put("active", false));
            provider.healthy(integration, false);
            inbox.send("POST", "/admin/handlers/messages/pause", "{\"reason\":\"new version tonight\"}");
            String replay = replay(browser.signedIn("operator", Keys.OPERATOR));
            await("the watcher has looked")
                    .atMost(SOON)
                    .until(() ->
                            inbox.json("/admin/alarms?open=true").toString().contains("provider-unhealthy"));
            shoot(windows(browser), pages(inbox, replay));
        }
    }

    private static Map<String, String> settings(RecordingSink sink, SimulatedIntegrations provider) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("inbox.forwards.crm.url", sink.url());
        settings.put("inbox.handlers.crm.max-attempts", "2");
        settings.put("inbox.forwards.billing.url", sink.url());
        settings.put("inbox.handlers.billing.backoff.initial", "10m");
        settings.put("inbox.sources.textus.secrets", Keys.SECRET + ",textus-the-next-secret");
        settings.put("inbox.sources.textus.provider.base-url", provider.url().toString());
        settings.put("inbox.sources.textus.provider.account", "pupstar-primary");
        settings.put("inbox.sources.textus.provider.token", "a-token");
        settings.put("inbox.sources.textus.provider.public-url", "https://inbox.example.com");
        settings.put("inbox.sources.textus.provider.check-every", "5s");
        return settings;
    }

    private static void fill(InboxClient inbox) throws Exception {
        for (SimulatedDelivery delivery : Deliveries.some(EVENTS, CONTACTS)) {
            inbox.post(delivery.text());
        }
        for (String text : List.of("Hi, is the room free?", "The invoice is wrong", "Great, thank you!", HOSTILE)) {
            inbox.post(Deliveries.message(SEEN, text));
        }
        inbox.post("{\"no\":\"type\"}");
        inbox.post("<html>\\u0000 " + "x".repeat(300));
    }

    private static String replay(Page page) {
        page.navigate("/console/replays/new?handler=crm&rate=1&reason=The+receiver+lost+an+hour&type=message.received");
        page.getByText("Dry run", new Page.GetByTextOptions().setExact(true)).click();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(TO.resolve("dry-run-light-1280.png"))
                .setFullPage(true));
        page.locator("[data-run]").click();
        page.waitForURL("**/console/replays/*");
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private static Map<String, String> pages(InboxClient inbox, String replay) throws Exception {
        String optedOut = inbox.json("/api/events?type=contact.opted_out&limit=1")
                .at("/items/0/contact")
                .asText();
        String dead = inbox.json("/admin/redeliveries?state=dead")
                .at("/items/0/eventId")
                .asText();
        String hostile = inbox.json("/api/events?contact=%2B13035550142&limit=1")
                .at("/items/0/id")
                .asText();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("events", "/events?limit=12");
        pages.put("filter", "/events?type=message.failed&type=campaign.paused&limit=4");
        pages.put("event", "/events/" + dead);
        pages.put("hostile", "/events/" + hostile);
        pages.put("contact", "/contacts/" + optedOut);
        pages.put("contact-hostile", "/contacts/" + SEEN);
        pages.put("failed", "/failed");
        pages.put("retry-all", "/bulk/new?action=retry&handler=crm&state=dead");
        pages.put("quarantine", "/quarantine");
        pages.put("quarantined", "/quarantine/2");
        pages.put("new-replay", "/replays/new");
        pages.put("replays", "/replays");
        pages.put("replay", "/replays/" + replay);
        pages.put("provider", "/provider");
        pages.put(
                "reconciliation", "/provider/textus/reconciliation?from=2026-03-01T00:00:00Z&to=2026-03-01T04:00:00Z");
        pages.put("handlers", "/handlers");
        pages.put("audit", "/audit");
        pages.put("erase", "/erase");
        pages.put("error", "/events/0");
        // Last: its hours are counted every half minute.
        pages.put("overview", "");
        return pages;
    }

    /** Narrow and wide, light and dark, each with somebody signed in. */
    private static List<Page> windows(Browser browser) {
        List<Page> windows = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {400, 1600}) {
                Page page = browser.window(width, scheme);
                Browser.signIn(page, "operator", Keys.OPERATOR);
                windows.add(page);
            }
        }
        return windows;
    }

    private static void shoot(List<Page> windows, Map<String, String> pages) {
        pages.forEach((name, path) -> windows.forEach(page -> {
            page.navigate("/console" + path);
            boolean dark = (boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
            String scheme = (dark ? ColorScheme.DARK : ColorScheme.LIGHT).name().toLowerCase(Locale.ROOT);
            Path file = TO.resolve("%s-%s-%d.png".formatted(name, scheme, page.viewportSize().width));
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }));
    }
}
