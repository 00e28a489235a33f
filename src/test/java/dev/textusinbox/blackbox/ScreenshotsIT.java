package dev.textusinbox.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.textusinbox.simulator.SimulatedDelivery;
import dev.textusinbox.simulator.SimulatedIntegrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
            Page operator = browser.signedIn("operator", Keys.OPERATOR);
            inbox.put("/admin/integrations/textus", "{\"reason\":\"set up\"}");
            provider.edit(provider.integrations().get(0).get("id").asText(), it -> it.put("active", false));
            String replay = replay(operator);
            JsonNode optOuts = inbox.json("/api/events?type=contact.opted_out&limit=1");
            String optedOut = optOuts.at("/items/0/contact").asText();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {400, 1600}) {
                    shoot(browser, scheme, width, replay, optedOut);
                }
            }
        }
    }

    private static Map<String, String> settings(RecordingSink sink, SimulatedIntegrations provider) {
        return Map.of(
                "inbox.forwards.crm.url", sink.url(),
                "inbox.handlers.crm.max-attempts", "2",
                "inbox.sources.textus.secrets", Keys.SECRET + ",textus-the-next-secret",
                "inbox.sources.textus.provider.base-url", provider.url().toString(),
                "inbox.sources.textus.provider.account", "pupstar-primary",
                "inbox.sources.textus.provider.token", "a-token",
                "inbox.sources.textus.provider.public-url", "https://inbox.example.com");
    }

    private static void fill(InboxClient inbox) throws Exception {
        for (SimulatedDelivery delivery : Deliveries.some(EVENTS, CONTACTS)) {
            inbox.post(delivery.text());
        }
        for (String text : List.of("Hi, is the room free?", "Great, thank you!", "The invoice is wrong", "شكرا")) {
            inbox.post(Deliveries.message(SEEN, text));
        }
        inbox.post("{\"no\":\"type\"}");
    }

    private static String replay(Page page) {
        page.navigate("/console/replays/new?handler=crm&rate=1&reason=The+receiver+lost+an+hour&all=on");
        page.getByText("Dry run", new Page.GetByTextOptions().setExact(true)).click();
        page.screenshot(new Page.ScreenshotOptions().setPath(TO.resolve("dry-run.png")));
        page.locator("[data-run]").click();
        page.waitForURL("**/console/replays/*");
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private static void shoot(Browser browser, ColorScheme scheme, int width, String replay, String contact) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("events", "/events");
        pages.put("event", "/events/1");
        pages.put("contact", "/contacts/" + contact);
        pages.put("trouble", "/trouble");
        pages.put("quarantine", "/quarantine/1");
        pages.put("new-replay", "/replays/new");
        pages.put("replay", "/replays/" + replay);
        pages.put("provider", "/provider");
        pages.put("handlers", "/handlers");
        pages.put("audit", "/audit");
        pages.put("erase", "/erase");
        // Last: its hours are counted every half minute.
        pages.put("overview", "");
        Page page = browser.window(width, scheme);
        Browser.signIn(page, "operator", Keys.OPERATOR);
        pages.forEach((name, path) -> {
            page.navigate("/console" + path);
            String file = "%s-%s-%d.png".formatted(name, scheme.name().toLowerCase(java.util.Locale.ROOT), width);
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(TO.resolve(file)).setFullPage(width > 400));
        });
        page.context().close();
    }
}
