package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search for what is rare: its page is there at once, tells how far it came, and goes on. */
abstract class ConsoleSearch {
    /** Enough for several steps. */
    private static final int HAY = 600;

    private static final Pattern STEP = Pattern.compile("/console/events\\?.*cursor=");

    private final ConsoleHarness console;
    private String word;
    private String needle;

    ConsoleSearch(ConsoleHarness console) {
        this.console = console;
    }

    @BeforeEach
    void hide() throws Exception {
        word = "needle" + System.nanoTime();
        needle = console.store("+13035550524", "a " + word);
        try (Senders senders =
                new Senders(console.inbox(), 8, Deliveries.some(HAY, 3).iterator())) {
            senders.awaitAll();
        }
    }

    @Test
    void itGoesOnByItselfToTheFirstEventUnlessItIsHeld() {
        Page page = console.reader();
        Queue<Route> steps = new ArrayDeque<>();
        page.route(STEP, steps::add);
        page.navigate("/console/events?text=" + word);
        Locator progress = page.locator("#more label");
        assertThat(progress).containsText(Pattern.compile("Looked through \\d+ events of"));
        String before = progress.textContent();
        page.waitForCondition(() -> !steps.isEmpty());
        page.getByText("Stop").click();
        steps.remove().resume();
        assertThat(progress).not().hasText(before);
        assertThat(page.getByText("Continue")).isVisible();
        assertEquals(0, steps.size());
        page.unroute(STEP);
        page.getByText("Continue").click();
        assertThat(page.locator("#more")).containsText("That was the oldest", ConsoleHarness.PATIENTLY);
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows")).containsText(needle);
    }

    @Test
    void withoutScriptsItGoesOnWhenAsked() {
        Page page = console.browser().windowWithoutScripts(1280);
        Browser.signIn(page, "reader", Keys.READER);
        page.navigate("/console/events?text=" + word);
        assertThat(page.locator("#more label")).containsText("Looked through");
        for (int i = 0; i < HAY && page.locator("#rows tr").count() == 0; i++) {
            page.getByText("Continue").click();
        }
        assertThat(page.locator("#rows")).containsText(needle);
    }
}
