package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a browser that runs no script: each page shows what it has, each form does what it says. */
abstract class ConsoleWithoutScripts {
    private final ConsoleHarness console;
    private Page page;

    ConsoleWithoutScripts(ConsoleHarness console) {
        this.console = console;
    }

    @BeforeEach
    void signIn() {
        page = console.browser().windowWithoutScripts(400);
        Browser.signIn(page, "operator", Keys.OPERATOR);
    }

    @Test
    void everyPageShowsWhatItHasWithTimesInUtc() throws Exception {
        ConsolePages pages = ConsolePages.with(console, "+13035550517");
        pages.shown().forEach((path, text) -> {
            page.navigate(path);
            assertThat(page.locator("main")).containsText(text);
            Browser.assertFits(page);
        });
        page.navigate("/console/events/" + pages.event());
        assertThat(page.locator("time").first()).hasText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d UTC$"));
    }

    @Test
    void eventsAreFoundFilteredAndLeafedThrough() throws Exception {
        for (String body : Deliveries.messages("+13035550518", 3)) {
            console.inbox().post(body);
        }
        page.getByLabel("Phone or event id").fill("(303) 555-0518");
        press("Find");
        assertThat(page.locator(".timeline li")).hasCount(3);
        page.navigate("/console/events?limit=2");
        open("Filter");
        page.locator("main [name=contact]").fill("303-555-0518");
        page.getByLabel("Words of the message").fill("hello");
        press("Show");
        assertThat(page.locator("#rows tr")).hasCount(3);
        page.navigate(page.url() + "&limit=2");
        page.getByText("Show older").click();
        assertThat(page.locator("#rows tr")).hasCount(1);
        press("Sign out");
        assertThat(page).hasURL(Pattern.compile("/console/sign-in$"));
    }

    @Test
    void aSourceIsParkedAndAHandlerPaused() {
        open("Park at the provider…");
        reason("planned work");
        press("Park");
        assertSaid("textus is parked");
        reason("it is over");
        press("Take deliveries again");
        assertSaid("textus takes deliveries");
        page.navigate("/console/handlers");
        page.locator("article", new Page.LocatorOptions().setHasText("consent"))
                .getByText("Pause…")
                .click();
        reason("a new version");
        press("Pause");
        assertSaid("consent is paused");
        press("Resume");
        assertSaid("consent goes on");
    }

    @Test
    void failedEventsAreRetriedAndDiscarded() throws Exception {
        String discarded = console.storeDead("+13035550519");
        String retried = console.storeDead("+13035550520");
        page.navigate("/console/failed");
        open("Filter");
        page.locator("main [name=contact]").fill("+13035550519");
        press("Show");
        assertThat(page.locator("#rows tr")).hasCount(1);
        open("Discard…");
        reason("it never will");
        press("Discard for good");
        assertSaid("Event " + discarded + " is discarded for crm");
        console.withReceiverMended(() -> {
            page.getByLabel("Retry event " + retried + " with crm").click();
            assertSaid("Event " + retried + " is tried again by crm");
            console.awaitState(retried, "done");
        });
        String last = console.storeDead("+13035550521");
        console.withReceiverMended(() -> {
            page.navigate("/console/failed");
            page.getByText(Pattern.compile("^Retry all .* dead of crm")).click();
            reason("it is mended");
            press(Pattern.compile("^Retry .*events?$"));
            assertSaid("has begun");
            console.awaitState(last, "done");
        });
        String given = page.url();
        assertTrue(given.contains("/console/bulk/"), given);
        await("the order is worked off").until(() -> {
            page.navigate(given);
            return page.locator("h1").textContent().contains("completed");
        });
        String over = console.storeDead("+13035550599");
        page.navigate("/console/failed");
        page.getByText(Pattern.compile("^Discard all .* dead of crm")).click();
        reason("they never will");
        press(Pattern.compile("^Discard .*events?$"));
        assertSaid("has begun");
        console.awaitState(over, "discarded");
        page.navigate("/console/bulk");
        assertThat(page.locator("#rows tr").first()).containsText("they never will");
    }

    @Test
    void whatIsInQuarantineIsHandedOnOrDiscarded() throws Exception {
        String id = InboxClient.parse(console.inbox().post("no event at all").body())
                .get("quarantineId")
                .asText();
        page.navigate("/console/quarantine/" + id);
        reason("try");
        page.locator("form[action$='/retry'] button").click();
        assertThat(page.locator("h1")).hasText("Conflict");
        page.navigate("/console/quarantine/" + id);
        open("Discard…");
        page.locator("form[action$='/discard'] [name=reason]").fill("it is none");
        press("Discard for good");
        assertSaid("Delivery " + id + " is discarded");
    }

    @Test
    void aReplayIsTriedDryRunAndCancelled() {
        String contact = "+13035550522";
        Deliveries.messages(contact, 9).forEach(body -> {
            try {
                console.inbox().post(body);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await("all are forwarded")
                .atMost(ConsoleHarness.SOON)
                .until(() -> console.sink().delivered(contact).size() == 9);
        page.navigate("/console/replays");
        page.getByText("New replay").click();
        page.getByLabel("crm").check();
        page.locator("main [name=contact]").fill(contact);
        page.getByLabel("Events each second").fill("1");
        reason("they lost them");
        press("Dry run");
        assertThat(page.locator("#dry-run")).containsText("9 events match");
        press("Run 9 events");
        assertSaid("has begun");
        open("Cancel…");
        reason("they did not");
        press("Cancel the replay");
        assertThat(page.locator("h1")).containsText("cancelled");
    }

    @Test
    void anEventIsReplayedAndItsContactErased() throws Exception {
        String contact = "+13035550523";
        String id = console.store(contact, "forget this");
        console.awaitState(id, "done");
        page.navigate("/console/events/" + id);
        open("Replay this event…");
        page.getByLabel("crm").check();
        reason("it got lost");
        press("Replay");
        assertSaid("Event " + id + " is delivered again");
        page.navigate("/console/contacts/" + contact);
        page.getByText("Erase…").click();
        page.getByLabel("again, to confirm").fill("303-555-0523");
        reason("asked by mail");
        press("Erase for good");
        assertSaid("Erased: 1 event");
    }

    @Test
    void theProvidersSideIsMadeAndItsSecretRotated() throws Exception {
        console.withoutIntegration();
        page.navigate("/console/provider");
        page.locator("form[action$='/apply'] [name=reason]").fill("set up");
        press("Create it");
        assertSaid("are applied");
        open("Rotate the secret…");
        Locator rotate = page.locator("form[action$='/rotate']");
        rotate.getByLabel("Position").fill("1");
        rotate.getByLabel("Reason").fill("yearly");
        rotate.locator("button").click();
        assertSaid("sign with the secret at position 1");
        page.getByText("After an outage").click();
        page.getByLabel("From").fill("2026-03-01T00:00:00Z");
        page.getByLabel("To (exclusive)").fill("2026-03-01T02:00:00Z");
        press("Show");
        assertEquals(2, page.locator("tbody tr").count());
    }

    private void open(String summary) {
        page.locator("main summary", new Page.LocatorOptions().setHasText(summary))
                .first()
                .click();
    }

    /** Of the form that is to be seen. */
    private void reason(String text) {
        page.locator("main [name=reason]:visible").first().fill(text);
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void press(Pattern button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private void assertSaid(String text) {
        assertThat(page.locator("main .said")).containsText(text);
    }
}
