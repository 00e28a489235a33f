package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every page, for every eye and width. */
abstract class ConsoleForEverybody {
    private final ConsoleHarness console;

    ConsoleForEverybody(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void everyPageIsForEverybodyAtEveryWidth() throws Exception {
        ConsolePages pages = ConsolePages.with(console, "+13035550508");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {400, 1600}) {
                Page page = console.browser().window(width, scheme);
                page.navigate("/console/sign-in");
                Browser.assertAccessible(page);
                Browser.assertFits(page);
                Browser.signIn(page, "operator", Keys.OPERATOR);
                for (String path : pages.shown().keySet()) {
                    page.navigate(path);
                    Browser.assertAccessible(page);
                    Browser.assertFits(page);
                }
                page.context().close();
            }
        }
    }

    @Test
    void theFirstOfFilteredEventsIsOnTheFirstScreenOfAPhone() throws Exception {
        console.store("+13035550526", "hello");
        Page page = console.browser().window(400, ColorScheme.LIGHT);
        Browser.signIn(page, "reader", Keys.READER);
        page.navigate("/console/events?contact=%2B13035550526&type=message.received&from=2026-03-01T00:00:00Z");
        assertThat(page.locator("#rows tr").first())
                .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
        assertThat(page.locator(".chips li")).hasCount(3);
        page.getByLabel("Without type message.received").click();
        assertThat(page.locator(".chips li")).hasCount(2);
        assertThat(page.locator("#rows tr")).hasCount(1);
        page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("main [name=contact]")).hasValue("+13035550526");
    }
}
