package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first look: signing in, finding the way, with the keyboard alone. */
abstract class ConsoleFirstVisit {
    private final ConsoleHarness console;

    ConsoleFirstVisit(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void fromTheFirstVisitToAnEvent() throws Exception {
        Page page = console.browser().window(1280, ColorScheme.LIGHT);
        page.navigate("/console/events");
        assertThat(page).hasURL(Pattern.compile("/console/sign-in\\?next="));
        page.getByLabel("Name of the key").fill("operator");
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(Keys.OPERATOR);
        page.locator("main button").click();
        assertThat(page).hasURL(Pattern.compile("/console/events$"));
        String id = console.store("+13035550501", "good morning");
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
    void theKeyboardIsEnough() {
        Page page = console.browser().window(1280, ColorScheme.LIGHT);
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
}
