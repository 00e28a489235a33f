package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** History delivered again. */
abstract class ConsoleReplays {
    private final ConsoleHarness console;

    ConsoleReplays(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void aReplayIsTriedDryThenRunAndWatchedToItsEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            String id = console.store("+13035550504", "again");
            console.awaitState(id, "done");
        }
        Page page = console.operator();
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
        assertThat(page.locator("#replay")).containsText("completed", ConsoleHarness.PATIENTLY);
        assertThat(page.locator("#replay")).containsText("3 of 3 events (100 %)");
        assertEquals(6, console.sink().delivered("+13035550504").size());
    }

    @Test
    void aReplayIsCancelled() throws Exception {
        String contact = "+13035550506";
        for (String body : Deliveries.messages(contact, 20)) {
            console.inbox().post(body);
        }
        await("all are forwarded")
                .atMost(ConsoleHarness.SOON)
                .until(() -> console.sink().delivered(contact).size() == 20);
        Page page = console.operator();
        page.navigate("/console/replays/new?handler=crm&rate=1&reason=a+mistake&contact=%2B13035550506");
        page.getByText("Dry run", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("[data-run]").click();
        page.getByText("Cancel…").click();
        page.getByText("Cancel the replay").click();
        assertThat(page.locator("h1")).containsText("cancelled");
        assertThat(page.locator("#replay")).containsText("was taken back");
    }

    @Test
    void oneEventIsDeliveredAgainFromItsPage() throws Exception {
        String contact = "+13035550514";
        String id = console.store(contact, "once more");
        console.awaitState(id, "done");
        Page page = console.operator();
        page.navigate("/console/events/" + id);
        page.getByText("Replay this event…").click();
        page.getByLabel("crm").check();
        page.getByLabel("Reason (needed)").fill("they say it never came");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Replay").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Event " + id + " is delivered again.");
        assertThat(page.locator("#replay")).containsText("1 of 1 event (100 %)", ConsoleHarness.PATIENTLY);
        assertEquals(2, console.sink().delivered(contact).size());
    }
}
