package dev.textusinbox.blackbox;

import com.microsoft.playwright.Page;
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
}
