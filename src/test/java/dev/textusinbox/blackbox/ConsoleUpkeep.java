package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** What is done seldom and with care: the provider's side, its secret, an erasure. */
abstract class ConsoleUpkeep {
    private final ConsoleHarness console;

    ConsoleUpkeep(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void theProvidersSideIsMadeAsWantedAndItsSecretRotated() throws Exception {
        console.withoutIntegration();
        Page page = console.operator();
        page.navigate("/console/provider");
        assertThat(page.locator("main h2").first()).containsText("missing");
        page.locator("form[action$='/apply']").getByLabel("Reason").fill("set up");
        page.locator("form[action$='/apply'] button").click();
        assertThat(page.locator("main h2").first()).containsText("matches your settings");
        page.getByText("Rotate the secret…").click();
        Locator rotate = page.locator("form[action$='/rotate']");
        rotate.getByLabel("Position").fill("1");
        rotate.getByLabel("Reason").fill("yearly");
        rotate.locator("button").click();
        assertThat(page.locator(".steps")).containsText("told to sign with position 1");
        assertEquals(
                "textus-the-next-secret",
                console.provider()
                        .integrations()
                        .get(0)
                        .findValue("webhookSecret")
                        .asText());
    }

    @Test
    void aContactIsErasedOnlyWhenItsPhoneIsTypedTwice() throws Exception {
        String id = console.store("+13035550505", "forget me");
        Page page = console.operator();
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
}
