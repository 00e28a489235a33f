package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.textusinbox.simulator.SimulatedIntegrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator does with the console, in a real browser against the packaged program. */
class ConsoleIT {
    private static final String HOSTILE =
            "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>\\u202Eolleh";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout((double) SOON.toMillis());

    private static RecordingSink sink;
    private static SimulatedIntegrations provider;
    private static InboxProcess program;
    private static InboxClient inbox;
    private static Browser browser;

    @BeforeAll
    static void start() {
        sink = RecordingSink.open();
        sink.answer(forward -> new String(forward.body(), UTF_8).contains("poison") ? 500 : 200);
        provider = SimulatedIntegrations.open(0, "pupstar-primary", "a-token");
        program = InboxProcess.with(Map.of(
                        "inbox.forwards.crm.url", sink.url(),
                        "inbox.handlers.crm.max-attempts", "1",
                        "inbox.sources.textus.secrets", Keys.SECRET + ",textus-the-next-secret",
                        "inbox.sources.textus.provider.base-url", provider.url().toString(),
                        "inbox.sources.textus.provider.account", "pupstar-primary",
                        "inbox.sources.textus.provider.token", "a-token",
                        "inbox.sources.textus.provider.public-url", "https://inbox.example.com"))
                .start();
        inbox = program.client();
        browser = Browser.at(program.uri());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        program.close();
        provider.close();
        sink.close();
    }

    @AfterEach
    void nothingWasRefusedAndNobodyElseWasAsked() {
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void fromTheFirstVisitToAnEvent() throws Exception {
        Page page = browser.window(1280, ColorScheme.LIGHT);
        page.navigate("/console/events");
        assertThat(page).hasURL(Pattern.compile("/console/sign-in\\?next="));
        page.getByLabel("Name of the key").fill("operator");
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(Keys.OPERATOR);
        page.locator("main button").click();
        assertThat(page).hasURL(Pattern.compile("/console/events$"));
        String id = store("+13035550501", "good morning");
        page.getByText("Follow live").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(id).setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("Event " + id);
        assertThat(page.locator("pre.body")).containsText("good morning");
        assertThat(page.locator("main")).containsText("the current one (position 0)");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Overview"))
                .click();
        assertThat(page.locator(".answers li").first()).containsText("Yes");
        assertThat(page.locator(".charts")).isVisible();
    }

    @Test
    void aContactsOptOutIsFoundWithItsEvidence() throws Exception {
        store("+13035550502", "stop texting me");
        inbox.post(optOut("+13035550502"));
        await("the opt-out is projected")
                .atMost(SOON)
                .until(() -> inbox.json("/api/contacts/%2B13035550502")
                        .at("/consent/state")
                        .asText()
                        .equals("opted_out"));
        Page page = browser.signedIn("reader", Keys.READER);
        page.getByLabel("Phone or event id").fill("(303) 555-0502");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("(303) 555-0502");
        assertThat(page.locator("main")).containsText("Must not be texted.");
        assertThat(page.locator(".timeline")).containsText("stop texting me");
        page.getByText(Pattern.compile("^Evidence")).click();
        assertThat(page.locator("pre.body")).containsText("contact.opted_out");
    }

    @Test
    void aDeadLetterIsFoundRetriedAndGone() throws Exception {
        String id = store("+13035550503", "poison 503");
        await("it is dead").atMost(SOON).until(() -> state(id).equals("dead"));
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        assertThat(page.locator(".warnings")).containsText("crm gave up on");
        page.locator(".warnings a")
                .filter(new Locator.FilterOptions().setHasText("See why"))
                .click();
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(id));
        assertThat(row).containsText("500");
        sink.answer(200);
        row.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Retry"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("is tried again by crm");
        await("it went well").atMost(SOON).until(() -> state(id).equals("done"));
        page.reload();
        assertThat(page.locator("main")).not().containsText("poison");
        assertThat(page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(id)))
                .hasCount(0);
        sink.answer(forward -> new String(forward.body(), UTF_8).contains("poison") ? 500 : 200);
    }

    @Test
    void aReplayIsTriedDryThenRunAndWatchedToItsEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            String id = store("+13035550504", "again");
            await("it is forwarded").atMost(SOON).until(() -> state(id).equals("done"));
        }
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/replays/new");
        assertThat(page.locator("[data-run]")).isDisabled();
        page.getByLabel("crm").check();
        page.locator("[name=contact]").fill("+13035550504");
        page.getByLabel("Events each second").fill("2");
        page.getByLabel("Reason (needed)").fill("the receiver lost them");
        page.getByText("Dry run", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("3 events match");
        page.locator("[data-run]").click();
        assertThat(page).hasURL(Pattern.compile("/console/replays/\\d+$"));
        assertThat(page.locator("#replay")).containsText("completed", PATIENTLY);
        assertThat(page.locator("#replay")).containsText("3 of 3 events (100 %)");
        assertEquals(6, sink.delivered("+13035550504").size());
    }

    @Test
    void aReplayIsCancelled() throws Exception {
        String contact = "+13035550506";
        for (String body : Deliveries.messages(contact, 20)) {
            inbox.post(body);
        }
        await("all are forwarded")
                .atMost(SOON)
                .until(() -> sink.delivered(contact).size() == 20);
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/replays/new?handler=crm&rate=1&reason=a+mistake&contact=%2B13035550506");
        page.getByText("Dry run", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("[data-run]").click();
        page.getByText("Cancel…").click();
        page.getByText("Cancel the replay").click();
        assertThat(page.locator("h1")).containsText("cancelled");
        assertThat(page.locator("#replay")).containsText("was taken back");
    }

    @Test
    void aContactIsErasedOnlyWhenItsPhoneIsTypedTwice() throws Exception {
        String id = store("+13035550505", "forget me");
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/contacts/+13035550505");
        page.getByText("Erase…").click();
        page.getByLabel("again, to confirm").fill("+13035550506");
        page.getByLabel("Reason").fill("asked by mail");
        page.getByText("Erase for good").click();
        assertThat(page.locator("main")).containsText("another phone than the one");
        page.goBack();
        page.getByLabel("again, to confirm").fill("303-555-0505");
        page.getByLabel("Reason").fill("asked by mail");
        page.getByText("Erase for good").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Erased: 1 event");
        page.navigate("/console/events/" + id);
        assertThat(page.locator("main")).containsText("It was erased.");
        page.navigate("/console/audit");
        assertThat(page.locator("tbody")).containsText("contact.erased");
    }

    @Test
    void theProvidersSideIsMadeAsWantedAndItsSecretRotated() {
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/provider");
        assertThat(page.locator("main h2").first()).containsText("not there");
        page.locator("form[action$='/apply']").getByLabel("Reason").fill("set up");
        page.locator("form[action$='/apply'] button").click();
        assertThat(page.locator("main h2").first()).containsText("as wanted");
        page.getByText("Rotate the secret…").click();
        Locator rotate = page.locator("form[action$='/rotate']");
        rotate.getByLabel("Position").fill("1");
        rotate.getByLabel("Reason").fill("yearly");
        rotate.locator("button").click();
        assertThat(page.locator(".steps")).containsText("told to sign with position 1");
        assertEquals(
                "textus-the-next-secret",
                provider.integrations().get(0).findValue("webhookSecret").asText());
    }

    @Test
    void aHandlerIsPausedAndResumed() {
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/handlers");
        Locator messages = page.locator("article")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("messages"))));
        messages.getByText("Pause…").click();
        messages.getByLabel("Reason").fill("maintenance");
        messages.getByText("Pause", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(messages).containsText("Because: maintenance");
        messages.getByText("Resume").click();
        assertThat(messages.locator(".state")).hasText("running");
    }

    @Test
    void aReaderSeesNoButtonAndIsRefused() {
        Page page = browser.signedIn("reader", Keys.READER);
        assertThat(page.getByText("Park at the provider")).hasCount(0);
        page.navigate("/console/audit");
        assertThat(page.locator("main")).containsText("may look, but not touch");
    }

    @Test
    void aForgedFormIsRefused() {
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        page.navigate("/console/handlers");
        page.evaluate("document.querySelectorAll('input[name=token]').forEach(i => i.value = '0'.repeat(64))");
        Locator consent = page.locator("article").first();
        consent.getByText("Pause…").click();
        consent.getByLabel("Reason").fill("forged");
        consent.getByText("Pause", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("main")).containsText("none of this session");
        page.navigate("/console/handlers");
        assertThat(page.locator("main")).not().containsText("forged");
    }

    @Test
    void whatAStrangerWroteIsTextAndNothingElse() throws Exception {
        String id = store("+13035550507", HOSTILE + "x".repeat(100_000));
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        for (String path : List.of("/console/events/" + id, "/console/contacts/+13035550507")) {
            page.navigate(path);
            assertThat(page.locator("main")).containsText("<script>document.title");
            assertFalse(page.title().contains("owned"), path);
        }
    }

    @Test
    void aNameOfAHundredThousandCharactersFromRightToLeftBreaksNoPage() throws Exception {
        String name = HOSTILE + "\u0645\u0631\u062d\u0628\u0627".repeat(20_000);
        String id = InboxClient.parse(inbox.post(created("+13035550510", name)).body())
                .get("eventId")
                .asText();
        Page page = browser.signedIn("operator", Keys.OPERATOR);
        for (String path : List.of("/console/events/" + id, "/console/contacts/+13035550510", "/console/events")) {
            page.navigate(path);
            assertFalse(page.title().contains("owned"), path);
            assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), path);
        }
    }

    @Test
    void aListGoesOnWhereItEndedAndFollowsOnlyWhileItIsAsked() throws Exception {
        for (String body : Deliveries.messages("+13035550511", 5)) {
            inbox.post(body);
        }
        Page page = browser.signedIn("reader", Keys.READER);
        page.navigate("/console/events?contact=%2B13035550511&limit=2");
        assertThat(page.locator("#rows tr")).hasCount(2);
        page.locator("[data-more]").click();
        assertThat(page.locator("#rows tr")).hasCount(4);
        page.locator("[data-more]").click();
        assertThat(page.locator("#rows tr")).hasCount(5);
        assertThat(page.locator("[data-more]")).hasCount(0);
        page.navigate("/console/events?contact=%2B13035550511&tail=on");
        inbox.post(Deliveries.message("+13035550511", "while somebody looks"));
        assertThat(page.locator("#rows tr")).hasCount(6);
        page.getByText("Stop", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Follow live")).isVisible();
        assertThat(page.locator("[hx-trigger]")).hasCount(0);
    }

    @Test
    void timesAreTheBrowsersWithUtcBehindThem() throws Exception {
        String id = store("+13035550512", "what time is it");
        Page page = browser.signedIn("reader", Keys.READER);
        page.navigate("/console/events/" + id);
        Locator received = page.locator("time").first();
        assertThat(received).hasAttribute("title", Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"));
        assertThat(received).not().containsText("UTC");
    }

    @Test
    void theKeyboardIsEnough() {
        Page page = browser.window(1280, ColorScheme.LIGHT);
        page.navigate("/console");
        page.getByLabel("Name of the key").focus();
        page.keyboard().type("operator");
        page.keyboard().press("Tab");
        page.keyboard().type(Keys.OPERATOR);
        page.keyboard().press("Enter");
        page.waitForURL("**/console");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Skip to the content");
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        page.locator("header nav a")
                .filter(new Locator.FilterOptions().setHasText("Handlers"))
                .focus();
        page.keyboard().press("Enter");
        Locator pause = page.locator("article").first().locator("summary");
        pause.focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasAttribute("name", "reason");
    }

    @Test
    void everyPageIsForEverybodyAtEveryWidth() throws Exception {
        String id = store("+13035550508", "hello <b>there</b>");
        inbox.post(optOut("+13035550508"));
        inbox.post("no event <script>");
        store("+13035550509", "poison for the list");
        await("something is in trouble")
                .atMost(SOON)
                .until(() -> !inbox.json("/admin/redeliveries?state=dead")
                        .get("items")
                        .isEmpty());
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {400, 1600}) {
                Page page = browser.window(width, scheme);
                page.navigate("/console/sign-in");
                Browser.assertAccessible(page);
                Browser.signIn(page, "operator", Keys.OPERATOR);
                for (String path : List.of(
                        "",
                        "/events",
                        "/events?contact=%2B19999999999",
                        "/events?tail=on",
                        "/events/" + id,
                        "/contacts/+13035550508",
                        "/trouble",
                        "/trouble/retry-all?handler=crm&state=dead",
                        "/quarantine",
                        "/quarantine/1",
                        "/replays",
                        "/replays/new",
                        "/provider",
                        "/provider/textus/reconciliation",
                        "/provider/textus/reconciliation?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z",
                        "/handlers",
                        "/audit",
                        "/erase",
                        "/events/0")) {
                    page.navigate("/console" + path);
                    Browser.assertAccessible(page);
                    assertEquals(
                            0,
                            page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"),
                            path + " is wider than " + width);
                }
                page.context().close();
            }
        }
    }

    private static String store(String contact, String text) throws Exception {
        return InboxClient.parse(inbox.post(Deliveries.message(contact, text)).body())
                .get("eventId")
                .asText();
    }

    private static String state(String id) throws Exception {
        return inbox.handled(id, "crm").get("state").asText();
    }

    private static String created(String contact, String name) {
        String id = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        return """
                {"@type":"WebhookDelivery","id":"/integrations/h13Jc5/deliveries/%1$s",\
                "timestamp":"2026-03-01T10:15:31.156Z","action":"contact.created",\
                "contact":{"@type":"Contact","id":"/contacts/%1$s","name":"%3$s","phones":{"members":[\
                {"@type":"Phone","phoneNumber":"%2$s"}]}}}""".formatted(id, contact, name);
    }

    private static String optOut(String contact) {
        String id = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        return """
                {"@type":"OptOutWebhookDelivery","id":"/integrations/h13Jc5/deliveries/%1$s",\
                "timestamp":"2026-03-01T10:15:31.156Z","action":"contact.opted_out",\
                "optOut":{"id":"/opt_outs/%1$s","type":"opt-out","phoneNumber":"%2$s"}}""".formatted(id, contact);
    }
}
