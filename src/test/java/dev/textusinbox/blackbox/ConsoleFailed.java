package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Failed deliveries, and the handlers themselves. */
abstract class ConsoleFailed {
    private final ConsoleHarness console;

    ConsoleFailed(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void aDeadLetterIsFoundRetriedAndGone() throws Exception {
        String id = console.storeDead("+13035550503");
        Page page = console.operator();
        assertThat(page.locator(".warnings")).containsText(Pattern.compile("crm: \\d+ events? failed permanently"));
        page.locator(".warnings a")
                .filter(new Locator.FilterOptions().setHasText("See why"))
                .click();
        Locator row = page.locator("#rows tr").filter(new Locator.FilterOptions().setHasText(id));
        assertThat(row).containsText("422");
        console.withReceiverMended(() -> {
            row.getByRole(AriaRole.BUTTON)
                    .filter(new Locator.FilterOptions().setHasText("Retry"))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("is tried again by crm");
            console.awaitState(id, "done");
        });
        page.reload();
        assertThat(page.locator("main")).not().containsText("poison");
        assertThat(page.locator("#rows tr").filter(new Locator.FilterOptions().setHasText(id)))
                .hasCount(0);
    }

    @Test
    void allOfOneCauseAreRetriedWithTwoClicksAndAReason() throws Exception {
        String one = console.storeDead("+13035550560");
        String other = console.storeDead("+13035550561");
        Page page = console.operator();
        page.navigate("/console/failed");
        Locator cause = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Failures by cause"))
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("HTTP 422 from 127.0.0.1.*crm.*dead")));
        cause.getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("Retry all…"))
                .click();
        assertThat(page.locator("main")).containsText("for this cause: HTTP 422 from 127.0.0.1");
        page.locator("main").getByLabel("Reason").fill("the CRM is mended");
        console.withReceiverMended(() -> {
            page.getByRole(AriaRole.BUTTON)
                    .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Retry .*events?$")))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("has begun");
            console.awaitState(one, "done");
            console.awaitState(other, "done");
        });
    }

    @Test
    void aHandlerIsPausedAndResumed() {
        Page page = console.operator();
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
}
