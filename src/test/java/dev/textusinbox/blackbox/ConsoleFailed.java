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
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(id));
        assertThat(row).containsText("500");
        console.withReceiverMended(() -> {
            row.getByRole(AriaRole.BUTTON)
                    .filter(new Locator.FilterOptions().setHasText("Retry"))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("is tried again by crm");
            console.awaitState(id, "done");
        });
        page.reload();
        assertThat(page.locator("main")).not().containsText("poison");
        assertThat(page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(id)))
                .hasCount(0);
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
